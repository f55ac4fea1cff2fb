//! The service acts for any account.

use typed_iam::{ResourcePolicy, resource_policy};

const WRITTEN: ResourcePolicy = resource_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: { Service: "sns.amazonaws.com" },
            Action: sqs:SendMessage,
            Resource: "arn:aws:sqs:eu-west-1:123456789012:inbox",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
