//! `policy!` and its siblings: one for each kind of policy, finished or with parameters.

/// An identity-based [`Policy`](crate::Policy), checked while your crate compiles.
///
/// Takes IAM's JSON as it is. On top of that:
///
/// - The outer parentheses or braces may be left out, commas may trail.
/// - Quotes are optional for element names, effects, Sids, operators, actions and condition keys.
///   ARNs and other values are string literals.
/// - `///` before a statement is its [`Purpose`](crate::Purpose).
/// - `(expression)` puts a Rust value where a string or a list of strings may stand; see
///   [`Interpolate`](crate::Interpolate). Such a policy is not a constant.
/// - `#[allow(code, reason = "…")]` and `#[expect(code, reason = "…")]` before a statement, or before
///   the whole policy, silence a check.
/// - With the feature `access`, `#[baseline("…")]`, `#[never_grants(…)]` and `#[not_public]` before the whole
///   policy say what it must not grant; see the README.
///
/// Errors and security warnings refuse the policy, each at its own tokens; warnings warn.
///
/// # Examples
///
/// ```
/// use typed_iam::{Policy, policy};
///
/// const READ_REPORTS: Policy = policy! {
///     Version: "2012-10-17",
///     Statement: [
///         /// Lets the dashboard show the monthly reports.
///         {
///             Effect: Allow,
///             Action: [s3:GetObject, s3:GetObjectTagging],
///             Resource: "arn:aws:s3:::reports/*",
///             Condition: { Bool: { aws:SecureTransport: "true" } },
///         },
///     ],
/// };
/// assert_eq!(READ_REPORTS.statements().len(), 1);
///
/// let bucket = "arn:aws:s3:::reports";
/// let policy = policy!({
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": [(bucket)] }]
/// });
/// assert!(policy.to_json().contains(bucket));
/// ```
///
/// A wrong action does not compile:
///
/// ```compile_fail
/// typed_iam::policy!({
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*" }]
/// });
/// ```
#[macro_export]
macro_rules! policy {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate Identity policy { $($tokens)* }) };
}

/// A role [`TrustPolicy`](crate::TrustPolicy), checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{TrustPolicy, trust_policy};
///
/// const EC2: TrustPolicy = trust_policy! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Principal: { Service: "ec2.amazonaws.com" }, Action: sts:AssumeRole }],
/// };
/// assert!(EC2.to_json().contains("sts:AssumeRole"));
/// ```
#[macro_export]
macro_rules! trust_policy {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate Trust policy { $($tokens)* }) };
}

/// A [`ResourcePolicy`](crate::ResourcePolicy), checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{ResourcePolicy, resource_policy};
///
/// const INBOX: ResourcePolicy = resource_policy! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Principal: { Service: "sns.amazonaws.com" }, Action: sqs:SendMessage, Resource: "arn:aws:sqs:eu-west-1:111122223333:inbox", Condition: { ArnEquals: { aws:SourceArn: "arn:aws:sns:eu-west-1:111122223333:news" } } }],
/// };
/// assert!(INBOX.to_json().contains("sqs:SendMessage"));
/// ```
#[macro_export]
macro_rules! resource_policy {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate Resource policy { $($tokens)* }) };
}

/// A [`ServiceControlPolicy`](crate::ServiceControlPolicy), checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{ServiceControlPolicy, service_control_policy};
///
/// const STAY: ServiceControlPolicy = service_control_policy! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Deny, Action: organizations:LeaveOrganization, Resource: "*" }],
/// };
/// assert!(STAY.to_json().contains("LeaveOrganization"));
/// ```
#[macro_export]
macro_rules! service_control_policy {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate ServiceControl policy { $($tokens)* }) };
}

/// A [`ResourceControlPolicy`](crate::ResourceControlPolicy), checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{ResourceControlPolicy, resource_control_policy};
///
/// const TLS: ResourceControlPolicy = resource_control_policy! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*", Condition: { Bool: { aws:SecureTransport: "false" } } }],
/// };
/// assert!(TLS.to_json().contains("aws:SecureTransport"));
/// ```
#[macro_export]
macro_rules! resource_control_policy {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate ResourceControl policy { $($tokens)* }) };
}

/// A [`PermissionsBoundaryPolicy`](crate::PermissionsBoundaryPolicy), checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PermissionsBoundaryPolicy, permissions_boundary};
///
/// const MOST: PermissionsBoundaryPolicy = permissions_boundary! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Action: ["s3:*", sqs:SendMessage], Resource: "*" }],
/// };
/// assert!(MOST.to_json().contains("sqs:SendMessage"));
/// ```
#[macro_export]
macro_rules! permissions_boundary {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate PermissionsBoundary policy { $($tokens)* }) };
}

/// A [`SessionPolicy`](crate::SessionPolicy), checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{SessionPolicy, session_policy};
///
/// const ONE: SessionPolicy = session_policy! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/2026.pdf" }],
/// };
/// assert!(ONE.to_json().contains("2026.pdf"));
/// ```
#[macro_export]
macro_rules! session_policy {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate Session policy { $($tokens)* }) };
}

/// A [`VpcEndpointPolicy`](crate::VpcEndpointPolicy), checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{VpcEndpointPolicy, vpc_endpoint_policy};
///
/// const OURS: VpcEndpointPolicy = vpc_endpoint_policy! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
/// };
/// assert!(OURS.to_json().contains("reports"));
/// ```
#[macro_export]
macro_rules! vpc_endpoint_policy {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate VpcEndpoint policy { $($tokens)* }) };
}

/// An identity-based [`PolicyTemplate`](crate::PolicyTemplate): a policy with `${AWS::Region}` and
/// other parameters, checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, policy_template};
///
/// const PUBLISH: PolicyTemplate = policy_template! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Action: sns:Publish, Resource: "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${Topic}" }],
/// };
/// assert!(PUBLISH.parameters().contains("Topic"));
/// ```
#[macro_export]
macro_rules! policy_template {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate Identity template { $($tokens)* }) };
}

/// A trust [`PolicyTemplate`](crate::PolicyTemplate), checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, trust_policy_template};
///
/// const VENDOR: PolicyTemplate<typed_iam::Trust> = trust_policy_template! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Principal: { AWS: "arn:${AWS::Partition}:iam::${Vendor}:root" }, Action: sts:AssumeRole, Condition: { StringEquals: { sts:ExternalId: "${ExternalId}" } } }],
/// };
/// assert!(VENDOR.parameters().contains("ExternalId"));
/// ```
#[macro_export]
macro_rules! trust_policy_template {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate Trust template { $($tokens)* }) };
}

/// A resource-based [`PolicyTemplate`](crate::PolicyTemplate), checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, resource_policy_template};
///
/// const TOPIC: PolicyTemplate<typed_iam::Resource> = resource_policy_template! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Principal: { Service: "events.amazonaws.com" }, Action: sns:Publish, Resource: "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:news", Condition: { StringEquals: { aws:SourceAccount: "${AWS::AccountId}" } } }],
/// };
/// assert!(TOPIC.parameters().contains("AWS::Region"));
/// ```
#[macro_export]
macro_rules! resource_policy_template {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate Resource template { $($tokens)* }) };
}

/// A service control [`PolicyTemplate`](crate::PolicyTemplate), checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, service_control_policy_template};
///
/// const HOME: PolicyTemplate<typed_iam::ServiceControl> = service_control_policy_template! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Deny, Action: "ec2:*", Resource: "*", Condition: { StringNotEquals: { aws:RequestedRegion: "${Home}" } } }],
/// };
/// assert!(HOME.parameters().contains("Home"));
/// ```
#[macro_export]
macro_rules! service_control_policy_template {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate ServiceControl template { $($tokens)* }) };
}

/// A resource control [`PolicyTemplate`](crate::PolicyTemplate), checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, resource_control_policy_template};
///
/// const OURS: PolicyTemplate<typed_iam::ResourceControl> = resource_control_policy_template! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*", Condition: { StringNotEqualsIfExists: { aws:PrincipalOrgID: "${Organization}" } } }],
/// };
/// assert!(OURS.parameters().contains("Organization"));
/// ```
#[macro_export]
macro_rules! resource_control_policy_template {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate ResourceControl template { $($tokens)* }) };
}

/// A [`PolicyTemplate`](crate::PolicyTemplate) of a permissions boundary, checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, permissions_boundary_template};
///
/// const MOST: PolicyTemplate<typed_iam::PermissionsBoundary> = permissions_boundary_template! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Action: "s3:*", Resource: ["arn:${AWS::Partition}:s3:::${Bucket}", "arn:${AWS::Partition}:s3:::${Bucket}/*"] }],
/// };
/// assert!(MOST.parameters().contains("Bucket"));
/// ```
#[macro_export]
macro_rules! permissions_boundary_template {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate PermissionsBoundary template { $($tokens)* }) };
}

/// A [`PolicyTemplate`](crate::PolicyTemplate) of a session policy, checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, session_policy_template};
///
/// const ONE: PolicyTemplate<typed_iam::Session> = session_policy_template! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/${Tenant}/*" }],
/// };
/// assert!(ONE.parameters().contains("Tenant"));
/// ```
#[macro_export]
macro_rules! session_policy_template {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate Session template { $($tokens)* }) };
}

/// A [`PolicyTemplate`](crate::PolicyTemplate) of a VPC endpoint policy, checked while your crate compiles.
///
/// The grammar is that of [`policy!`].
///
/// # Examples
///
/// ```
/// use typed_iam::{PolicyTemplate, vpc_endpoint_policy_template};
///
/// const OURS: PolicyTemplate<typed_iam::VpcEndpoint> = vpc_endpoint_policy_template! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Principal: "*", Action: "*", Resource: "*", Condition: { StringEquals: { aws:PrincipalOrgID: "${Organization}" } } }],
/// };
/// assert!(OURS.parameters().contains("Organization"));
/// ```
#[macro_export]
macro_rules! vpc_endpoint_policy_template {
    ($($tokens:tt)*) => { $crate::__private::checked!($crate VpcEndpoint template { $($tokens)* }) };
}
