//! A comma is missing between two actions.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: ["s3:GetObject" "s3:PutObject"], Resource: "*" },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
