//! A region with a wrong number.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: sqs:SendMessage,
            Resource: "arn:aws:sqs:eu-west-11:111122223333:jobs",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
