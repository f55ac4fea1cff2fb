//! A warning does not refuse the policy, and can be silenced where it is known better.

#![forbid(non_upper_case_globals)]

use typed_iam::{Policy, policy};

const OLD: Policy = policy! {
    Statement: [{ Effect: Allow, Action: elastic-inference:Connect, Resource: "*" }],
};

fn main() {
    assert_eq!(OLD.version(), None);
}
