//! Resource control policies only deny.

use typed_iam::{ResourceControlPolicy, resource_control_policy};

const WRITTEN: ResourceControlPolicy = resource_control_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: "*",
            Action: sqs:*,
            Resource: "*",
            Condition: { Bool: { aws:SecureTransport: "true" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
