//! A policy that is one of another kind is told its macro.

use typed_iam::{
    Policy, PolicyTemplate, ServiceControlPolicy, Trust, TrustPolicy, include_policy, include_trust_policy, policy,
    service_control_policy, trust_policy_template,
};

const TRUST_FILE: Policy = include_policy!("../../policies/ec2-trust.json");
const IDENTITY_FILE: TrustPolicy = include_trust_policy!("../../policies/reports.json");
const RESOURCE: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: { AWS: "111122223333" }, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
};
const IDENTITY: PolicyTemplate<Trust> = trust_policy_template! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::${Bucket}/*" }],
};
const RESOURCE_CONTROL: ServiceControlPolicy = service_control_policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Deny, Principal: "*", Action: s3:GetObject, Resource: "*" }],
};

fn main() {}
