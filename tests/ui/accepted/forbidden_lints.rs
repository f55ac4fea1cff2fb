//! The expansion raises no lint in the crate of the user, however strict.

#![forbid(unsafe_code, dead_code, non_camel_case_types, non_upper_case_globals, missing_docs)]
#![deny(warnings)]

use typed_iam::{Policy, policy};

/// Reads keys.
pub const READ: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: [kms:decrypt, s3:GetObject], Resource: "*" }],
};

fn main() {
    assert_eq!(READ.statements().len(), 1);
}
