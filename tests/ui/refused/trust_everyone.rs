//! A role cannot be open to everyone.

use typed_iam::{TrustPolicy, trust_policy};

const WRITTEN: TrustPolicy = trust_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: "*",
            Action: sts:AssumeRole,
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
