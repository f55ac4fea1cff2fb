//! The service prefix is forgotten.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: "GetObject",
            Resource: "arn:aws:s3:::reports/*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
