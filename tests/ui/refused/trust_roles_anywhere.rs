//! Roles Anywhere needs three actions.

use typed_iam::{TrustPolicy, trust_policy};

const WRITTEN: TrustPolicy = trust_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: { Service: "rolesanywhere.amazonaws.com" },
            Action: [sts:AssumeRole, sts:TagSession],
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
