//! What was expected has been mended.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        #[expect(invalid-action, reason = "in preview")]
        { Effect: Allow, Action: s3:GetObject, Resource: "*" },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
