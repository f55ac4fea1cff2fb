//! What decides whether a resource is read at all.

use crate::terraform::{POLICY_DOCUMENT, rows};
use iam_core::document::Value;
use iam_core::json::{Lazy, SyntaxError};
use std::borrow::Cow;

/// Whether a resource of this type is looked at.
pub(super) fn may_hold_policies(type_name: &str) -> bool {
    type_name == POLICY_DOCUMENT || rows(type_name).next().is_some()
}

/// The text that a value is; none if it is something else.
pub(super) fn text(value: Option<Lazy<'_>>) -> Result<Option<Cow<'_, str>>, SyntaxError> {
    let Some(value) = value.filter(Lazy::is_string) else { return Ok(None) };
    Ok(match value.node()?.value {
        Value::String(text) => Some(text),
        _ => None,
    })
}
