//! The types of policy.

use std::fmt;

/// What a policy is attached to, which decides what it may say.
///
/// Permissions boundaries and session policies are written in the grammar of identity-based policies, and
/// limit what those allow.
///
/// Source: [policy types](https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PolicyType {
    /// Attached to a user, group or role: says what they may do. Has no principal.
    Identity,
    /// Attached to a resource such as a bucket: says who may do what with it.
    Resource,
    /// The resource-based policy of a role: says who may take it on. Has no resource.
    Trust,
    /// A service control policy of AWS Organizations. Has no principal.
    ServiceControl,
    /// A resource control policy of AWS Organizations.
    ResourceControl,
    /// A managed policy set as the permissions boundary of a user or role: the most that their
    /// identity-based policies can allow. Has no principal.
    PermissionsBoundary,
    /// Passed when a session begins: the most that the session may do. Has no principal.
    Session,
    /// Attached to a VPC endpoint: which requests may pass through it.
    VpcEndpoint,
}

impl PolicyType {
    /// Each policy type.
    pub const ALL: [Self; 8] = [
        Self::Identity,
        Self::Resource,
        Self::Trust,
        Self::ServiceControl,
        Self::ResourceControl,
        Self::PermissionsBoundary,
        Self::Session,
        Self::VpcEndpoint,
    ];

    /// Its short name, as the command line and `iam.toml` write it: `identity`, `scp`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Resource => "resource",
            Self::Trust => "trust",
            Self::ServiceControl => "scp",
            Self::ResourceControl => "rcp",
            Self::PermissionsBoundary => "permissions-boundary",
            Self::Session => "session",
            Self::VpcEndpoint => "vpc-endpoint",
        }
    }

    /// The type that `text` names: its short name, or AWS's, such as `IDENTITY_POLICY`.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match text {
            "IDENTITY_POLICY" => Some(Self::Identity),
            "RESOURCE_POLICY" => Some(Self::Resource),
            "SERVICE_CONTROL_POLICY" => Some(Self::ServiceControl),
            "RESOURCE_CONTROL_POLICY" => Some(Self::ResourceControl),
            short => Self::ALL.into_iter().find(|policy_type| policy_type.as_str() == short),
        }
    }

    /// Whether a statement of this type names a principal.
    #[must_use]
    pub const fn has_principal(self) -> bool {
        matches!(self, Self::Resource | Self::Trust | Self::ResourceControl | Self::VpcEndpoint)
    }

    /// Whether it is written in the grammar of identity-based policies: those themselves, permissions
    /// boundaries and session policies.
    #[must_use]
    pub const fn is_identity_based(self) -> bool {
        matches!(self, Self::Identity | Self::PermissionsBoundary | Self::Session)
    }

    /// Whether its statements say which principals are meant; a resource control policy means all.
    #[must_use]
    pub const fn chooses_principals(self) -> bool {
        matches!(self, Self::Resource | Self::Trust | Self::VpcEndpoint)
    }

    /// Whether an `Allow` in it can grant access. The other types only limit what is granted elsewhere.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_language::policy::PolicyType;
    /// assert!(PolicyType::Trust.can_grant());
    /// assert!(!PolicyType::VpcEndpoint.can_grant());
    /// ```
    ///
    /// Source: [policy types](https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types)
    #[must_use]
    pub const fn can_grant(self) -> bool {
        matches!(self, Self::Identity | Self::Resource | Self::Trust)
    }

    /// Whether a statement of this type may name a resource.
    #[must_use]
    pub const fn may_have_resource(self) -> bool {
        !matches!(self, Self::Trust)
    }

    /// Whether a statement of this type has to name a resource.
    ///
    /// Resource-based policies of some services, Amazon ECR's repositories for instance, go without.
    #[must_use]
    pub const fn needs_resource(self) -> bool {
        !matches!(self, Self::Trust | Self::Resource)
    }
}

impl fmt::Display for PolicyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Identity => "identity-based policy",
            Self::Resource => "resource-based policy",
            Self::Trust => "role trust policy",
            Self::ServiceControl => "service control policy",
            Self::ResourceControl => "resource control policy",
            Self::PermissionsBoundary => "permissions boundary",
            Self::Session => "session policy",
            Self::VpcEndpoint => "VPC endpoint policy",
        })
    }
}
