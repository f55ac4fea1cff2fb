//! Every repository of GitHub is trusted.

use typed_iam::{TrustPolicy, trust_policy};

const WRITTEN: TrustPolicy = trust_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: {
                Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
            },
            Action: sts:AssumeRoleWithWebIdentity,
            Condition: {
                StringEquals: { token.actions.githubusercontent.com:aud: "sts.amazonaws.com" },
            },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
