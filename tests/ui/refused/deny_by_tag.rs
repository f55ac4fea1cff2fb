//! An action without tags is never denied by one.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            Action: [ec2:StopInstances, logs:PutResourcePolicy],
            Resource: "*",
            Condition: { StringEquals: { aws:ResourceTag/tier: "restricted" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
