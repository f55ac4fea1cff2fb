//! An action that resembles none.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: sqs:TeleportQueue,
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
