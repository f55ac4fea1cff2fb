//! The id of a network has eight or seventeen digits.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            Action: s3:GetObject,
            Resource: "arn:aws:s3:::reports/*",
            Condition: { StringNotEquals: { aws:SourceVpc: "vpc-12345" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
