//! `include_policy!` and its siblings: as [`policy!`](crate::policy!) and its own, of a JSON file.

/// An identity-based [`Policy`](crate::Policy) from a JSON file, checked while your crate compiles.
///
/// The path is a string literal and is read from the folder of the source file it stands in, as that
/// of [`include_str!`]. The file is strict JSON, in UTF-8; an edit of it builds the crate anew.
///
/// `#[allow(code, reason = "…")]` and `#[expect(code, reason = "…")]` before the path silence a check
/// for the whole file; an `iam.toml` silences one by `Sid` or by path.
///
/// Errors and security warnings refuse the policy. Each is told at the path, with file, line, column
/// and the offending line:
///
/// ```text
/// error: `s3` has no action `GetObjct` (AWS's lists up to 2026-11-20)
///          why: An `Allow` of it grants nothing, and a `Deny` of it protects nothing
///          fix: write `s3:GetObject`
///          [invalid-action]
///         --> policies/reports.json:5:17
///          |
///        5 |       "Action": "s3:GetObjct",
///          |                 ^^^^^^^^^^^^^
///  --> src/main.rs:3:41
///   |
/// 3 | const REPORTS: Policy = include_policy!("../policies/reports.json");
///   |                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^
/// ```
///
/// # Examples
///
/// ```
/// use typed_iam::{Policy, include_policy};
///
/// const REPORTS: Policy = include_policy!("../tests/policies/reports.json");
/// assert!(REPORTS.to_json().contains("s3:GetObject"));
/// ```
#[macro_export]
macro_rules! include_policy {
    ($($tokens:tt)*) => { $crate::__private::included!($crate Identity policy { $($tokens)* }) };
}

/// A role [`TrustPolicy`](crate::TrustPolicy) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{TrustPolicy, include_trust_policy};
///
/// const EC2: TrustPolicy = include_trust_policy!("../tests/policies/ec2-trust.json");
/// assert!(EC2.to_json().contains("sts:AssumeRole"));
/// ```
#[macro_export]
macro_rules! include_trust_policy {
    ($($tokens:tt)*) => { $crate::__private::included!($crate Trust policy { $($tokens)* }) };
}

/// A [`ResourcePolicy`](crate::ResourcePolicy) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{ResourcePolicy, include_resource_policy};
///
/// const INBOX: ResourcePolicy = include_resource_policy!("../tests/policies/inbox.json");
/// assert!(INBOX.to_json().contains("sqs:SendMessage"));
/// ```
#[macro_export]
macro_rules! include_resource_policy {
    ($($tokens:tt)*) => { $crate::__private::included!($crate Resource policy { $($tokens)* }) };
}

/// A [`ServiceControlPolicy`](crate::ServiceControlPolicy) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{ServiceControlPolicy, include_service_control_policy};
///
/// const STAY: ServiceControlPolicy = include_service_control_policy!("../tests/policies/stay-scp.json");
/// assert!(STAY.to_json().contains("LeaveOrganization"));
/// ```
#[macro_export]
macro_rules! include_service_control_policy {
    ($($tokens:tt)*) => { $crate::__private::included!($crate ServiceControl policy { $($tokens)* }) };
}

/// A [`ResourceControlPolicy`](crate::ResourceControlPolicy) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{ResourceControlPolicy, include_resource_control_policy};
///
/// const TLS: ResourceControlPolicy = include_resource_control_policy!("../tests/policies/tls-rcp.json");
/// assert!(TLS.to_json().contains("aws:SecureTransport"));
/// ```
#[macro_export]
macro_rules! include_resource_control_policy {
    ($($tokens:tt)*) => { $crate::__private::included!($crate ResourceControl policy { $($tokens)* }) };
}

/// A [`PermissionsBoundaryPolicy`](crate::PermissionsBoundaryPolicy) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PermissionsBoundaryPolicy, include_permissions_boundary};
///
/// const MOST: PermissionsBoundaryPolicy = include_permissions_boundary!("../tests/policies/boundary.json");
/// assert!(MOST.to_json().contains("sqs:SendMessage"));
/// ```
#[macro_export]
macro_rules! include_permissions_boundary {
    ($($tokens:tt)*) => { $crate::__private::included!($crate PermissionsBoundary policy { $($tokens)* }) };
}

/// A [`SessionPolicy`](crate::SessionPolicy) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{SessionPolicy, include_session_policy};
///
/// const ONE: SessionPolicy = include_session_policy!("../tests/policies/session.json");
/// assert!(ONE.to_json().contains("2026.pdf"));
/// ```
#[macro_export]
macro_rules! include_session_policy {
    ($($tokens:tt)*) => { $crate::__private::included!($crate Session policy { $($tokens)* }) };
}

/// A [`VpcEndpointPolicy`](crate::VpcEndpointPolicy) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{VpcEndpointPolicy, include_vpc_endpoint_policy};
///
/// const OURS: VpcEndpointPolicy = include_vpc_endpoint_policy!("../tests/policies/endpoint.json");
/// assert!(OURS.to_json().contains("reports"));
/// ```
#[macro_export]
macro_rules! include_vpc_endpoint_policy {
    ($($tokens:tt)*) => { $crate::__private::included!($crate VpcEndpoint policy { $($tokens)* }) };
}

/// An identity-based [`PolicyTemplate`](crate::PolicyTemplate) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, include_policy_template};
///
/// const PUBLISH: PolicyTemplate = include_policy_template!("../tests/policies/publish-template.json");
/// assert!(PUBLISH.parameters().contains("Topic"));
/// ```
#[macro_export]
macro_rules! include_policy_template {
    ($($tokens:tt)*) => { $crate::__private::included!($crate Identity template { $($tokens)* }) };
}

/// A trust [`PolicyTemplate`](crate::PolicyTemplate) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, Trust, include_trust_policy_template};
///
/// const VENDOR: PolicyTemplate<Trust> = include_trust_policy_template!("../tests/policies/vendor-trust-template.json");
/// assert!(VENDOR.parameters().contains("ExternalId"));
/// ```
#[macro_export]
macro_rules! include_trust_policy_template {
    ($($tokens:tt)*) => { $crate::__private::included!($crate Trust template { $($tokens)* }) };
}

/// A resource-based [`PolicyTemplate`](crate::PolicyTemplate) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, Resource, include_resource_policy_template};
///
/// const TOPIC: PolicyTemplate<Resource> = include_resource_policy_template!("../tests/policies/topic-template.json");
/// assert!(TOPIC.parameters().contains("AWS::Region"));
/// ```
#[macro_export]
macro_rules! include_resource_policy_template {
    ($($tokens:tt)*) => { $crate::__private::included!($crate Resource template { $($tokens)* }) };
}

/// A service control [`PolicyTemplate`](crate::PolicyTemplate) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, ServiceControl, include_service_control_policy_template};
///
/// const HOME: PolicyTemplate<ServiceControl> = include_service_control_policy_template!("../tests/policies/home-scp-template.json");
/// assert!(HOME.parameters().contains("Home"));
/// ```
#[macro_export]
macro_rules! include_service_control_policy_template {
    ($($tokens:tt)*) => { $crate::__private::included!($crate ServiceControl template { $($tokens)* }) };
}

/// A resource control [`PolicyTemplate`](crate::PolicyTemplate) from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, ResourceControl, include_resource_control_policy_template};
///
/// const OURS: PolicyTemplate<ResourceControl> = include_resource_control_policy_template!("../tests/policies/ours-rcp-template.json");
/// assert!(OURS.parameters().contains("Organization"));
/// ```
#[macro_export]
macro_rules! include_resource_control_policy_template {
    ($($tokens:tt)*) => { $crate::__private::included!($crate ResourceControl template { $($tokens)* }) };
}

/// A [`PolicyTemplate`](crate::PolicyTemplate) of a permissions boundary from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PermissionsBoundary, PolicyTemplate, include_permissions_boundary_template};
///
/// const MOST: PolicyTemplate<PermissionsBoundary> = include_permissions_boundary_template!("../tests/policies/boundary-template.json");
/// assert!(MOST.parameters().contains("Bucket"));
/// ```
#[macro_export]
macro_rules! include_permissions_boundary_template {
    ($($tokens:tt)*) => { $crate::__private::included!($crate PermissionsBoundary template { $($tokens)* }) };
}

/// A [`PolicyTemplate`](crate::PolicyTemplate) of a session policy from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{Session, PolicyTemplate, include_session_policy_template};
///
/// const ONE: PolicyTemplate<Session> = include_session_policy_template!("../tests/policies/session-template.json");
/// assert!(ONE.parameters().contains("Tenant"));
/// ```
#[macro_export]
macro_rules! include_session_policy_template {
    ($($tokens:tt)*) => { $crate::__private::included!($crate Session template { $($tokens)* }) };
}

/// A [`PolicyTemplate`](crate::PolicyTemplate) of a VPC endpoint policy from a JSON file, checked while your crate compiles.
///
/// The rules are those of [`include_policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{VpcEndpoint, PolicyTemplate, include_vpc_endpoint_policy_template};
///
/// const OURS: PolicyTemplate<VpcEndpoint> = include_vpc_endpoint_policy_template!("../tests/policies/endpoint-template.json");
/// assert!(OURS.parameters().contains("Organization"));
/// ```
#[macro_export]
macro_rules! include_vpc_endpoint_policy_template {
    ($($tokens:tt)*) => { $crate::__private::included!($crate VpcEndpoint template { $($tokens)* }) };
}
