//! A policy with Rust values is no constant, and one error says so.

use typed_iam::{Policy, policy};

const BUCKET: &str = "arn:aws:s3:::reports";

const CONSTANT: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:ListBucket, Resource: (BUCKET) }],
};

static STATIC: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        { Sid: (concat!("a", "b")), Effect: Allow, Action: s3:ListBucket, Resource: [(BUCKET)] },
        { Effect: Allow, Action: s3:ListBucket, Resource: "*", Condition: { ArnLike: { aws:SourceArn: (BUCKET) } } },
    ],
};

fn main() {}
