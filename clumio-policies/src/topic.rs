//! The SNS topic, and who may do what with it.

use crate::{Gate, NamePattern};
use typed_iam::{PolicyTemplate, Resource};

/// An SNS topic in the customer's account.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Topic {
    /// What the vendor's document calls it: `ClumioEventPub`.
    pub name: &'static str,
    /// What it is called in an account.
    pub name_pattern: NamePattern,
    /// Its ARN.
    pub arn: NamePattern,
    /// What people see as the sender of its messages.
    pub display_name: &'static str,
    /// What it is for, in our words.
    pub description: &'static str,
    /// When it is there.
    pub gate: Gate,
    /// What the vendor's document calls its policy: `ClumioEventPubPolicy`.
    pub policy_name: &'static str,
    /// What its policy is for, in our words.
    pub policy_description: &'static str,
    /// Who may do what with it.
    pub policy: &'static PolicyTemplate<Resource>,
}

/// Each topic, in the order of the vendor's document: one.
pub const TOPICS: &[Topic] = &[Topic {
    name: "ClumioEventPub",
    name_pattern: NamePattern::new("ClumioInventoryTopic_${Token}"),
    arn: NamePattern::new(
        "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:ClumioInventoryTopic_${Token}",
    ),
    display_name: "Clumio Inventory Topic",
    description: "Tells Clumio what changes in the account; every event rule sends to it.",
    gate: Gate::Always,
    policy_name: "ClumioEventPubPolicy",
    policy_description: "Lets the account and its event rules publish, and Clumio subscribe.",
    policy: &crate::base::EVENT_PUB,
}];
