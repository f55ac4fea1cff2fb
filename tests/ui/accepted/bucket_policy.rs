//! A resource-based policy open to everyone, as the plain string.

use typed_iam::{ResourcePolicy, resource_policy};

const WRITTEN: ResourcePolicy = resource_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: "*",
            Action: s3:GetObject,
            Resource: "arn:aws:s3:::website/*",
            Condition: { IpAddress: { aws:SourceIp: "203.0.113.0/24" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
