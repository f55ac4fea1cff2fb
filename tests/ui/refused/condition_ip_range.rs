//! A range of addresses is a block, not two ends.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:GetObject,
            Resource: "arn:aws:s3:::reports/*",
            Condition: { IpAddress: { aws:SourceIp: "198.51.100.0-198.51.100.63" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
