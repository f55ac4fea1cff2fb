//! Attributes stand before a statement or at the top of the policy.

use typed_iam::{Policy, policy};

const TOP: Policy = policy! {
    #![allow(x-full-admin, reason = "for emergencies")]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: "*", Resource: "*" }],
};
const WITHIN: Policy = policy! {
    #[allow(x-full-admin, reason = "for emergencies")]
    Version: "2012-10-17",
    #[allow(x-full-admin, reason = "for emergencies")]
    Statement: [{ Effect: Allow, Action: "*", Resource: "*" }],
};
const STATEMENT: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{
        #![allow(x-full-admin, reason = "for emergencies")]
        Effect: Allow,
        Action: #[allow(x-full-admin, reason = "for emergencies")] "*",
        Resource: "*",
        #[allow(x-full-admin, reason = "for emergencies")]
    }],
};

fn main() {}
