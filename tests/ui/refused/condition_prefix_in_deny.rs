//! Denying one prefix leaves its parents open.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            Action: s3:ListBucket,
            Resource: "arn:aws:s3:::reports",
            Condition: { StringLike: { s3:prefix: "private/*" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
