//! An availability zone is no region.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: sqs:SendMessage,
            Resource: "arn:aws:sqs:us-east-1a:111122223333:jobs",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
