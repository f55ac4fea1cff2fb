//! S3 wants the ARN of a key.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            Action: s3:PutObject,
            Resource: "arn:aws:s3:::reports/*",
            Condition: {
                StringNotEquals: { s3:x-amz-server-side-encryption-aws-kms-key-id: "alias/reports" },
            },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
