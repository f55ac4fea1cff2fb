//! A tag condition that names no tag.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: ec2:StopInstances,
            Resource: "*",
            Condition: { StringEquals: { aws:ResourceTag: "production" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
