//! A check is silenced only with a reason.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        #[allow(invalid-action)]
        { Effect: Allow, Action: s3:GetObjct, Resource: "*" },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
