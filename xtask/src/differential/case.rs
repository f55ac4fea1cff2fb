//! What both simulators are asked.

use serde_json::Value;

/// One question to both.
pub(crate) struct Case {
    /// A line of `iam simulate --jsonl`.
    pub(super) line: Value,
}
