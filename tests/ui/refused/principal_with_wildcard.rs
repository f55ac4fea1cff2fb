//! A principal is no pattern.

use typed_iam::{ResourcePolicy, resource_policy};

const WRITTEN: ResourcePolicy = resource_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: { AWS: "arn:aws:iam::111122223333:role/worker-*" },
            Action: sqs:SendMessage,
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
