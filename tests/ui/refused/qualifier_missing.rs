//! A key with several values wants a qualifier.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: ec2:CreateTags,
            Resource: "*",
            Condition: { StringEquals: { aws:TagKeys: ["Team", "Stage"] } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
