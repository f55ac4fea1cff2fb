//! An ARN that ends after its account.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: sqs:SendMessage, Resource: "arn:aws:sqs:eu-west-1:111122223333:" },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
