//! `ReturnValues` has a few fixed values.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: dynamodb:UpdateItem,
            Resource: "arn:aws:dynamodb:eu-west-1:123456789012:table/Orders",
            Condition: { StringEquals: { dynamodb:ReturnValues: "NEW_IMAGE" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
