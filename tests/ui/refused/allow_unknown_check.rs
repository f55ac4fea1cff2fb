//! A check that does not exist is silenced.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        #[allow(invalid-acton, reason = "in preview")]
        { Effect: Allow, Action: s3:GetObjct, Resource: "*" },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
