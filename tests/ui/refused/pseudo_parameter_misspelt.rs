//! A pseudo parameter is misspelt.

use typed_iam::{PolicyTemplate, policy_template};

const WRITTEN: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: sns:Publish,
            Resource: "arn:aws:sns:${AWS::Regoin}:111122223333:news",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
