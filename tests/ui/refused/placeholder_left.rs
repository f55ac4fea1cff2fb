//! Placeholders of other tools, left behind.

use typed_iam::{Policy, policy};

const LEFT: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Action: s3:GetObject,
        Resource: ["arn:aws:s3:::{bucket}/*", "arn:aws:s3:::<bucket>/*", "arn:aws:s3:::{{bucket}}/*", "arn:aws:s3:::%s/*"],
    }],
};

fn main() {}
