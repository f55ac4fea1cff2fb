//! A policy and what differs.

use iam_access::Comparison;

/// A policy on both sides.
#[derive(Debug)]
pub(super) struct Compared {
    pub(super) name: String,
    pub(super) comparison: Comparison,
}
