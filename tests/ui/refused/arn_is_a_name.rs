//! A name in place of an ARN.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: "reports",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
