//! A check is silenced for the whole policy.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    #[allow(invalid-action, invalid-service-in-action, reason = "partners in preview")]
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: s3:TeleportObject, Resource: "*" },
        { Effect: Allow, Action: teleport:Beam, Resource: "*" },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
