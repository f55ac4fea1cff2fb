//! The API calls it HeadBucket, IAM does not.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:HeadBucket,
            Resource: "arn:aws:s3:::reports",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
