//! NotAction and NotResource.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            NotAction: [iam:*, sts:*],
            NotResource: "arn:aws:s3:::reports",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
