use typed_iam::{ResourcePolicy, TrustPolicy, resource_policy, trust_policy};

const REPORTS: ResourcePolicy = resource_policy! {
    #[not_public("AWS::S3::Bucket")]
    #[allow(x_public_resource_policy, reason = "the attribute says it")]
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Principal: "*",
        Action: s3:GetObject,
        Resource: "arn:aws:s3:::reports/*",
        Condition: { Bool: { aws:SecureTransport: "true" } },
    }],
};

const BACKUP: TrustPolicy = trust_policy! {
    #[not_public("AWS::S3::Bucket")]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: { AWS: "111122223333" }, Action: sts:AssumeRole }],
};

const TOPIC: ResourcePolicy = resource_policy! {
    #[not_public("AWS::SNS::Topics")]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: { AWS: "111122223333" }, Action: sns:Publish, Resource: "*" }],
};

fn main() {
    println!("{}{}{}", REPORTS.to_json(), BACKUP.to_json(), TOPIC.to_json());
}
