//! Null and IfExists contradict each other.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: "*",
            Condition: { NullIfExists: { s3:prefix: "true" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
