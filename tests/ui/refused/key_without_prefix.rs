//! A key without aws: before it.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: "*",
            Condition: { StringEquals: { "SourceVpc": "vpc-0a1b2c3d" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
