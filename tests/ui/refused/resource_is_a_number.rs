//! An account id in place of a resource.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: sqs:SendMessage,
            Resource: 111122223333,
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
