//! Tables have an account.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: dynamodb:Query,
            Resource: "arn:aws:dynamodb:eu-west-1::table/Orders",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
