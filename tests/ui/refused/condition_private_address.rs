//! AWS never sees private addresses.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:GetObject,
            Resource: "arn:aws:s3:::reports/*",
            Condition: { IpAddress: { aws:SourceIp: "10.20.0.0/16" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
