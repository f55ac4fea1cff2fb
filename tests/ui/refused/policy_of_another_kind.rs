//! A policy that is one of another kind is told its macro.

use typed_iam::{
    Policy, PolicyTemplate, ResourcePolicy, ServiceControlPolicy, Trust, TrustPolicy, VpcEndpointPolicy, include_policy,
    include_resource_policy, include_trust_policy, policy, resource_policy, service_control_policy, trust_policy_template,
    vpc_endpoint_policy,
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
const TRUST_AS_RESOURCE: ResourcePolicy = resource_policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: { Service: "ec2.amazonaws.com" }, Action: sts:AssumeRole }],
};
const TRUST_AS_ENDPOINT: VpcEndpointPolicy = vpc_endpoint_policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: { Service: "ec2.amazonaws.com" }, Action: [sts:AssumeRole, sts:TagSession] }],
};
const TRUST_FILE_AS_RESOURCE: ResourcePolicy = include_resource_policy!("../../policies/ec2-trust.json");

fn main() {}
