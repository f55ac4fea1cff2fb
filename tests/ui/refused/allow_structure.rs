//! What makes it no policy cannot be allowed.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        #[allow(invalid-effect, reason = "we like it")]
        { Effect: Alow, Action: s3:GetObject, Resource: "*" },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
