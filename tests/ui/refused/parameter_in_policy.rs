//! A finished policy holds a template parameter.

use typed_iam::{Policy, SessionPolicy, policy, session_policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: sns:Publish,
            Resource: "arn:aws:sns:${AWS::Region}:111122223333:news",
        },
    ],
};

const SESSION: SessionPolicy = session_policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: sns:Publish, Resource: "arn:aws:sns:eu-west-1:111122223333:${Topic}" }],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
