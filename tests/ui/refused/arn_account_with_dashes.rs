//! An account id as the console shows it.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: sns:Publish,
            Resource: "arn:aws:sns:eu-west-1:1111-2222-3333:alerts",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
