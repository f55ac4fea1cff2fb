use typed_iam::{TrustPolicy, include_trust_policy, trust_policy};

const BACKUP: TrustPolicy = trust_policy! {
    #[never_grants(sts:TagSession)]
    #[not_public]
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Principal: { AWS: "111122223333" }, Action: [sts:AssumeRole, sts:TagSession] },
    ],
};

const MISSING: TrustPolicy = include_trust_policy!(
    #[baseline("../files/trust.baseline.json")]
    #[never_grants(sts:AssumeRole, "here")]
    "../../../policies/ec2-trust.json"
);

fn main() {
    println!("{}{}", BACKUP.to_json(), MISSING.to_json());
}
