//! What stands in place of a policy that was refused, so that nothing downstream adds a second error.

use iam_core::policy::{Kind, Policy, PolicyTemplate, Version};
use std::borrow::Cow;

/// What a policy that was refused stands for.
#[must_use]
pub const fn stand_in<K: Kind>() -> Policy<K> {
    Policy::already_read(Some(Version::V2012_10_17), None, Cow::Borrowed(&[]))
}

/// What a template that was refused stands for.
#[must_use]
pub const fn template_stand_in<K: Kind>() -> PolicyTemplate<K> {
    PolicyTemplate::new(stand_in())
}
