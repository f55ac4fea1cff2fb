//! A template is no policy until its parameters have values.

use typed_iam::{Policy, policy_template};

const PUBLISH: Policy = policy_template! {
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: sns:Publish, Resource: "arn:aws:sns:${AWS::Region}:111122223333:news" },
    ],
};

fn main() {
    println!("{}", PUBLISH.to_json());
}
