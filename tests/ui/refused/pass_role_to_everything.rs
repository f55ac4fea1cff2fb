//! Every role can be passed.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: [iam:GetRole, iam:PassRole],
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
