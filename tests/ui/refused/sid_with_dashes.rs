//! Sids of identity-based policies have letters and digits.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Sid: "read-reports",
            Effect: Allow,
            Action: s3:GetObject,
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
