//! Parameters that hold ARNs, and the host name of an identity provider.

use typed_iam::{PolicyTemplate, Trust, policy_template, trust_policy_template};

const READ: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Action: [s3:GetObject, s3:ListBucket],
        Resource: ["${BucketArn}", "${BucketArn}/*"],
    }],
};

const POD: PolicyTemplate<Trust> = trust_policy_template! {
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Principal: { Federated: "arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/${Provider}" },
        Action: sts:AssumeRoleWithWebIdentity,
        Condition: { StringEquals: { "${Provider}:aud": "sts.amazonaws.com" } },
    }],
};

fn main() {
    assert_eq!(READ.parameters().len(), 1);
    assert!(POD.parameters().contains("Provider"));
}
