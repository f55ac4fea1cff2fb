//! A finished policy holds a template parameter.

use typed_iam::{Policy, policy};

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

fn main() {
    println!("{}", WRITTEN.to_json());
}
