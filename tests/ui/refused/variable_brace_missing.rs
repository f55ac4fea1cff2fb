//! A policy variable ends with a brace.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:GetObject,
            Resource: "arn:aws:s3:::homes/${aws:username/*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
