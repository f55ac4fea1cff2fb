//! IAM has no regular expressions.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: "*",
            Condition: { StringMatches: { s3:prefix: "^home" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
