//! A template function was left in place of the ARN.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: sqs:SendMessage,
            Resource: { Ref: "Queue" },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
