//! A policy with parameters.

use typed_iam::{PolicyTemplate, policy_template};

const WRITTEN: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: sns:Publish,
            Resource: "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${Topic}",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
