//! The SNS topic that all news goes through.

use crate::{Gate, NamePattern, Topic};

/// Each topic, in the order of the vendor's document: one.
pub const TOPICS: &[Topic] = &[Topic {
    name: EVENT_PUB,
    name_pattern: NamePattern::new("ClumioInventoryTopic_${Token}"),
    display_name: "Clumio Inventory Topic",
    description: "Tells Clumio what changes in the account; every event rule sends to it.",
    gate: Gate::Always,
    policy_name: "ClumioEventPubPolicy",
    policy_description: "Lets the account and its event rules publish, and Clumio subscribe.",
    policy: &crate::base::EVENT_PUB,
}];

/// What the vendor's document calls the topic.
pub(crate) const EVENT_PUB: &str = "ClumioEventPub";
