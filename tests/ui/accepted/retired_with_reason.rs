//! A retired service is known, and expected.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        #[expect(x-deprecated-service-or-action, reason = "the vendor still asks for it")]
        { Effect: Allow, Action: elastic-inference:*, Resource: "*" },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
