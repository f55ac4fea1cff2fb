//! Tags of resources as conditions.

pub(super) mod action_without_tags;
pub(super) mod not_action;
