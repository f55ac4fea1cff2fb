//! The end of an operator is misspelt.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Action: s3:ListBucket,
        Resource: "*",
        Condition: { StringLikeIfExist: { s3:prefix: "home/*" } },
    }],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
