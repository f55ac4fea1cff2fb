//! SAML and web identities have an action each.

use typed_iam::{TrustPolicy, trust_policy};

const WRITTEN: TrustPolicy = trust_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/Login" },
            Action: sts:AssumeRoleWithWebIdentity,
            Condition: { StringEquals: { SAML:aud: "https://signin.aws.amazon.com/saml" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
