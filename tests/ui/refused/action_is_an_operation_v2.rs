//! The second version of an operation has no action of its own.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: ["s3:ListObjectsV2"],
            Resource: "arn:aws:s3:::reports",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
