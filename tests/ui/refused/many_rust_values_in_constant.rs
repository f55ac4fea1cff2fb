//! However many Rust values a constant has in a list, one error says that it cannot have them.

use typed_iam::{Policy, policy};

const BUCKET: &str = "arn:aws:s3:::reports";

const CONSTANT: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Action: s3:ListBucket,
        Resource: [
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
            (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET), (BUCKET),
        ],
    }],
};

fn main() {}
