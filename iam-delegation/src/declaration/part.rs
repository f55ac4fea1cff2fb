//! Policies in parts, each of which some assets bring in.

use super::gate::Gate;
use iam_core::policy::{ParameterLength, PolicyTemplate};

/// Statements of a policy, and the choices of assets that bring them in.
///
/// Where a statement names another entity of the product by its ARN, the ARN is there only if the
/// entity is; a statement that has no resource left is not there at all.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "declarations are written with these fields")]
pub struct Part<A: 'static> {
    /// When the part is there.
    pub gate: Gate<A>,
    /// Its statements, with the ARNs of everything that they can name.
    pub template: &'static PolicyTemplate,
}

/// What a policy is besides its statements.
const ENVELOPE: usize = r#"{"Version":"2012-10-17","Statement":[]}"#.len();

impl<A> Part<A> {
    /// The length of the JSON of all `parts` as one policy, each parameter with its longest value.
    #[must_use]
    pub const fn longest_json_len(mut parts: &[Self], lengths: &[ParameterLength]) -> usize {
        let mut len = ENVELOPE;
        while let [part, rest @ ..] = parts {
            len += part.template.longest_json_len(lengths) - ENVELOPE;
            if !rest.is_empty() {
                len += ",".len();
            }
            parts = rest;
        }
        len
    }
}
