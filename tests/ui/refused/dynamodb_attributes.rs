//! Limits to attributes say nothing of what an update returns.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: dynamodb:UpdateItem,
            Resource: "arn:aws:dynamodb:eu-west-1:123456789012:table/Orders",
            Condition: { ForAllValues:StringEquals: { dynamodb:Attributes: ["OrderId", "State"] } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
