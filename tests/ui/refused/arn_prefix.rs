//! An ARN starts with arn.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: sqs:SendMessage,
            Resource: "anr:aws:sqs:eu-west-1:111122223333:jobs",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
