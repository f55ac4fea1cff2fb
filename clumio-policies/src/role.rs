//! Roles, and the profile that hands one to an instance.

use crate::{Gate, InlinePolicy, ManagedPolicy, NamePattern};
use typed_iam::{PolicyTemplate, Trust};

/// A role that the customer creates for Clumio or for an AWS service that Clumio works through.
///
/// Its quotas are checked while this crate compiles; see [`ROLES`](crate::ROLES).
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Role {
    /// What the vendor's document calls it: `ClumioIAMRole`.
    pub name: &'static str,
    /// What it is called in an account, below `${Path}`.
    pub name_pattern: NamePattern,
    /// What it is for, in our words.
    pub description: &'static str,
    /// When it is there.
    pub gate: Gate,
    /// Why one may do without it, if one may.
    pub optional: Option<&'static str>,
    /// Who may take it on.
    pub trust_policy: &'static PolicyTemplate<Trust>,
    /// The policies written into it.
    pub inline_policies: &'static [InlinePolicy],
    /// The policies attached to it.
    pub managed_policies: &'static [ManagedPolicy],
    /// The profile that hands it to instances, if one does.
    pub instance_profile: Option<InstanceProfile>,
}

/// What hands a role to an EC2 instance.
///
/// Source: [instance profiles](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html)
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct InstanceProfile {
    /// What this crate calls it; the vendor's document has no name for it.
    pub name: &'static str,
    /// What it is called in an account, below `${Path}`.
    pub name_pattern: NamePattern,
}
