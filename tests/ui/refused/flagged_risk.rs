//! What the checks of `exposure`, `trust` and `condition` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{Policy, ResourcePolicy, TrustPolicy, policy, resource_policy, trust_policy};

const X_ALLOW_NOT_ACTION: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }] });

const X_ALLOW_NOT_RESOURCE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::secrets/*" }] });

const X_CONDITION_CONTRADICTION: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
                  "Condition": { "StringEquals": { "aws:PrincipalAccount": "123456789012" },
                                 "Null": { "aws:PrincipalAccount": "true" } } }] });

const X_FULL_ADMIN: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }] });

const X_MFA_BOOL_PATTERN: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Action": "ec2:TerminateInstances", "Resource": "*",
                  "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" } } }] });

const X_PUBLIC_RESOURCE_POLICY: ResourcePolicy = resource_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:inbox" }] });

const X_TRUST_ANY_AWS_PRINCIPAL: TrustPolicy = trust_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" }] });

fn main() {
    println!("{}", X_ALLOW_NOT_ACTION.to_json());
    println!("{}", X_ALLOW_NOT_RESOURCE.to_json());
    println!("{}", X_CONDITION_CONTRADICTION.to_json());
    println!("{}", X_FULL_ADMIN.to_json());
    println!("{}", X_MFA_BOOL_PATTERN.to_json());
    println!("{}", X_PUBLIC_RESOURCE_POLICY.to_json());
    println!("{}", X_TRUST_ANY_AWS_PRINCIPAL.to_json());
}
