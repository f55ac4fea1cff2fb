//! Keys with several colons, slashes and dots.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: kms:Decrypt,
            Resource: "*",
            Condition: {
                StringEquals: {
                    kms:EncryptionContext:aws:s3:arn: "arn:aws:s3:::reports",
                    aws:ResourceTag/aws:cloudformation:stack-name: "reports",
                },
            },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
