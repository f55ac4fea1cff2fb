//! A resource control policy.

use typed_iam::{ResourceControlPolicy, resource_control_policy};

const WRITTEN: ResourceControlPolicy = resource_control_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            Principal: "*",
            Action: "s3:*",
            Resource: "*",
            Condition: { Bool: { aws:SecureTransport: "false" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
