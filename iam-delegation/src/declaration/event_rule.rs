//! The rules that send news about the account to a topic.

use super::{EventPattern, Gate, NamePattern};

/// An EventBridge rule that sends what it picks to a [topic](crate::Topic).
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "declarations are written with these fields")]
pub struct EventRule<A: 'static> {
    /// What the vendor calls it: letters and digits, and no other entity of the product has the name.
    pub name: &'static str,
    /// What it is called in an account.
    pub name_pattern: NamePattern,
    /// What it picks.
    pub description: &'static str,
    /// When it is there; it also needs its topic.
    pub gate: Gate<A>,
    /// What it picks.
    pub pattern: EventPattern<A>,
    /// What the vendor calls the topic that is its only target.
    pub topic: &'static str,
    /// What the rule calls its target.
    pub target_id: &'static str,
}
