//! Two statements with one Sid.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        { Sid: Read, Effect: Allow, Action: s3:GetObject, Resource: "*" },
        { Sid: Read, Effect: Allow, Action: s3:ListBucket, Resource: "*" },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
