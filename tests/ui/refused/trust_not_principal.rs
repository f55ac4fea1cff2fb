//! Role trust policies have no exceptions.

use typed_iam::{TrustPolicy, trust_policy};

const WRITTEN: TrustPolicy = trust_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            NotPrincipal: { AWS: "arn:aws:iam::123456789012:role/emergency" },
            Action: sts:AssumeRole,
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
