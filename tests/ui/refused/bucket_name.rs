//! Names that S3 does not allow, and those of old buckets.

#![deny(deprecated)]

use typed_iam::{Policy, policy};

const NAMES: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Action: s3:GetObject,
        Resource: ["arn:aws:s3:::my reports/*", "arn:aws:s3:::My_Reports/*"],
    }],
};

fn main() {}
