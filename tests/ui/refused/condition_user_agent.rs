//! Anybody can claim to be any program.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:GetObject,
            Resource: "arn:aws:s3:::reports/*",
            Condition: { StringLike: { aws:UserAgent: "Importer/*" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
