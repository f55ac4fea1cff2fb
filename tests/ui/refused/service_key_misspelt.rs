//! The key is s3:prefix.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: "*",
            Condition: { StringLike: { s3:prefixes: "home/*" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
