//! A key is either true or false.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            Action: s3:*,
            Resource: "*",
            Condition: { Bool: { aws:SecureTransport: ["true", "false"] } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
