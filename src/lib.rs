#![doc = include_str!("../README.md")]

mod assertion;
mod build;
mod include;
mod interpolate;
mod macros;

pub use iam_core::arn;
pub use iam_core::check;
pub use iam_core::document;
pub use iam_core::finding;
pub use iam_core::from_json::PolicyError;
pub use iam_core::json;
pub use iam_core::pattern;
pub use iam_core::policy::*;
pub use iam_core::registry;
pub use iam_evaluate as evaluate;
pub use interpolate::Interpolate;

/// What the macros expand to. Not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::assertion::assert_decision;
    pub use crate::build::a_policy_with_rust_values_cannot_be_a_constant_build_it_in_a_function;
    pub use crate::interpolate::append;
    pub use iam_core::policy::*;
    pub use iam_macros::{checked, included};
    pub use std::borrow::Cow;
    pub use std::vec;
    pub use std::vec::Vec;

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
}
