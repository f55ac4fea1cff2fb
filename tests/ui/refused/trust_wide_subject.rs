//! The pattern matches projects of others.

use typed_iam::{TrustPolicy, trust_policy};

const WRITTEN: TrustPolicy = trust_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/gitlab.com" },
            Action: sts:AssumeRoleWithWebIdentity,
            Condition: { StringLike: { gitlab.com:sub: "proj*:ref_type:branch:ref:main" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
