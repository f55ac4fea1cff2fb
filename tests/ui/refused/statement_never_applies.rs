//! The whole entry is underlined, be it one token or several.

#![deny(deprecated)]

use typed_iam::{Policy, policy};

const STAR_ONLY: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: ec2:DescribeInstances, Resource: "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0" },
        { Effect: Allow, Action: [ecr:GetAuthorizationToken], Resource: "arn:aws:ecr:eu-west-1:111122223333:repository/app" },
    ],
};
const SEVERAL_TOKENS: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: [elastic-inference:Connect, s3:ListBucket], Resource: "*" }],
};

fn main() {}
