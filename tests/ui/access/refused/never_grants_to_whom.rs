use typed_iam::{PolicyTemplate, Trust, trust_policy_template};

const VENDOR: PolicyTemplate<Trust> = trust_policy_template! {
    #[never_grants(sts:AssumeRole)]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: { AWS: "arn:${AWS::Partition}:iam::${Vendor}:root" }, Action: sts:AssumeRole, Condition: { StringEquals: { sts:ExternalId: "${ExternalId}" } } }],
};

fn main() {
    println!("{}", VENDOR.parameters().len());
}
