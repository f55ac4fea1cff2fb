//! A check is silenced where it is known better.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        #[expect(invalid-action, reason = "in private preview, not in the reference yet")]
        { Effect: Allow, Action: s3:TeleportObject, Resource: "*" },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
