//! ARNs are compared with case.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: dynamodb:GetItem,
            Resource: "arn:aws:DynamoDB:eu-west-1:111122223333:table/Orders",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
