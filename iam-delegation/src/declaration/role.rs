//! Roles, and the profile that hands one to an instance.

use super::{Gate, InlinePolicy, ManagedPolicy, NamePattern};
use iam_core::policy::{PolicyTemplate, Trust};

/// A role that the customer creates for the vendor, or for an AWS service that the product works
/// through.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "declarations are written with these fields")]
pub struct Role<A: 'static> {
    /// What the vendor calls it: letters and digits, and no other entity of the product has the name.
    pub name: &'static str,
    /// What it is called in an account.
    pub name_pattern: NamePattern,
    /// What it is for.
    pub description: &'static str,
    /// When it is there.
    pub gate: Gate<A>,
    /// Why one may do without it, if one may.
    pub optional: Option<&'static str>,
    /// Who may take it on.
    pub trust_policy: &'static PolicyTemplate<Trust>,
    /// The policies written into it.
    pub inline_policies: &'static [InlinePolicy<A>],
    /// The policies attached to it.
    pub managed_policies: &'static [ManagedPolicy<A>],
    /// The profile that hands it to instances, if one does.
    pub instance_profile: Option<InstanceProfile>,
}

/// What hands a role to an EC2 instance.
///
/// Source: [instance profiles](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html)
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "declarations are written with these fields")]
pub struct InstanceProfile {
    /// What the vendor calls it, as with roles.
    pub name: &'static str,
    /// What it is called in an account.
    pub name_pattern: NamePattern,
}
