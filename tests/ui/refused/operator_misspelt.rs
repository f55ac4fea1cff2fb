//! The operator has an s at its end.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: "*",
            Condition: { StringEqual: { s3:prefix: "home" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
