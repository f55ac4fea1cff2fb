//! A document to a policy of the wanted kind.

use super::{Kind, Policy, PolicyType};
use iam_language::document::Node;

/// The policy that `document` spells; nothing if its structure is not that of a policy of kind `K`.
///
/// Values that are known only at run time ([`Value::Interpolated`](iam_language::document::Value)) are left out.
#[must_use]
pub fn read<K: Kind>(document: &Node<'_>) -> Option<Policy<K>> {
    iam_model::read(document, K::TYPE).map(Policy::of)
}

/// Whether [`read`] finds a policy of this type in `document`.
#[must_use]
pub fn is_policy(document: &Node<'_>, policy_type: PolicyType) -> bool {
    iam_model::read(document, policy_type).is_some()
}
