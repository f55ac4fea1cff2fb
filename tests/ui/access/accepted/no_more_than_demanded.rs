use typed_iam::{
    Policy, PolicyTemplate, ResourcePolicy, Trust, TrustPolicy, include_policy, policy, policy_template,
    resource_policy, trust_policy, trust_policy_template,
};

// An action less than the baseline, spelled otherwise, and a denial.
const REPORTS: Policy = policy! {
    #[baseline("../files/reports.baseline.json")]
    #[never_grants(iam:*, "organizations:*")]
    #[never_grants(s3:GetObject, "arn:aws:s3:::audit/*")]
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: s3:getobject, Resource: "arn:aws:s3:::reports/2026/*" },
        { Effect: Deny, Action: "s3:*", Resource: "arn:aws:s3:::reports/2026/drafts/*" },
    ],
};

const INCLUDED: Policy =
    include_policy!(#[never_grants("s3:Delete*", "arn:aws:s3:::audit/*")] "../files/reports.json");

const TOPIC: ResourcePolicy = resource_policy! {
    #[not_public]
    #[never_grants(sns:DeleteTopic)]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: { AWS: "111122223333" }, Action: sns:Publish, Resource: "*" }],
};

const BACKUP: TrustPolicy = trust_policy! {
    #[not_public]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: { Service: "backup.amazonaws.com" }, Action: sts:AssumeRole }],
};

// Whatever the values are.
fn read(bucket: &str) -> Policy {
    policy! {
        #[never_grants(iam:*)]
        Version: "2012-10-17",
        Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: (format!("arn:aws:s3:::{bucket}/*")) }],
    }
}

const VENDOR: PolicyTemplate<Trust> = trust_policy_template! {
    #[never_grants(iam:*, sts:TagSession)]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: { AWS: "arn:${AWS::Partition}:iam::${Vendor}:root" }, Action: sts:AssumeRole, Condition: { StringEquals: { sts:ExternalId: "${ExternalId}" } } }],
};

const PUBLISH: PolicyTemplate = policy_template! {
    #[never_grants(sns:DeleteTopic)]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: sns:Publish, Resource: "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:news" }],
};

fn main() {
    assert!(VENDOR.parameters().contains("Vendor"));
    assert!(PUBLISH.parameters().contains("AWS::Region"));
    assert!(read("reports").to_json().contains("reports"));
    let all = [REPORTS.to_json(), INCLUDED.to_json(), TOPIC.to_json(), BACKUP.to_json()];
    assert!(all.iter().all(|text| text.contains("Statement")));
}
