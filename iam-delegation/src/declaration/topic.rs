//! SNS topics, and who may do what with them.

use super::{Gate, NamePattern};
use iam_core::policy::{PolicyTemplate, Resource};

/// An SNS topic in the customer's account.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "declarations are written with these fields")]
pub struct Topic<A: 'static> {
    /// What the vendor calls it: letters and digits, and no other entity of the product has the name.
    pub name: &'static str,
    /// What it is called in an account.
    pub name_pattern: NamePattern,
    /// What people see as the sender of its messages.
    pub display_name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// When it is there.
    pub gate: Gate<A>,
    /// What the vendor calls its policy, as with topics.
    pub policy_name: &'static str,
    /// What its policy is for.
    pub policy_description: &'static str,
    /// Who may do what with it.
    pub policy: &'static PolicyTemplate<Resource>,
}
