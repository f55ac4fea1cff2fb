//! Roles have no region.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: iam:GetRole,
            Resource: "arn:aws:iam:us-east-1:111122223333:role/deploy",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
