//! An action cannot be a parameter.

use typed_iam::{PolicyTemplate, policy_template};

const WRITTEN: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: "s3:${Verb}Object",
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
