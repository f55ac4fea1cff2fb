//! Prefixes, actions and keys ignore case.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: [S3:getobject, "SNS:publish"],
            Resource: "*",
            Condition: { StringEquals: { AWS:sourceaccount: "111122223333" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
