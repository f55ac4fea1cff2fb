//! A VPC endpoint policy says whose requests may pass.

use typed_iam::{PolicyTemplate, VpcEndpoint, VpcEndpointPolicy, vpc_endpoint_policy, vpc_endpoint_policy_template};

const NO_PRINCIPAL: VpcEndpointPolicy = vpc_endpoint_policy! {
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" },
        { Effect: Allow, Principal: "*", Action: s3:ListBucket, Resource: "arn:aws:s3:::reports" },
    ],
};
const IDENTITY: VpcEndpointPolicy = vpc_endpoint_policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
};
const NO_RESOURCE: PolicyTemplate<VpcEndpoint> = vpc_endpoint_policy_template! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: "*", Action: s3:GetObject }],
};

fn main() {}
