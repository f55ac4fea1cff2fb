//! Buckets have no account in their ARNs.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:GetObject,
            Resource: "arn:aws:s3::111122223333:reports/*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
