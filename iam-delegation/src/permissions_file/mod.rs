//! The permissions file: what a person reads, or a program, who creates everything by hand.
//!
//! Its form is that of the vendor's interface for connections that are made by hand.
//!
//! Source: models `CategorisedResources`, `ClumioRoleResource`, `ClumioRuleResource`,
//! `ClumioTopicResource` and `PolicyDetails` of Clumio's public Python SDK

mod entries;
mod event_rule;
pub(crate) mod steps;

pub(crate) use event_rule::{event_pattern, targets};
