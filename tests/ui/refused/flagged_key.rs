//! What the checks of `key` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{Policy, ResourcePolicy, policy, resource_policy};

const DEPRECATED_GLOBAL_CONDITION_KEY: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Action": "iam:DeleteRole", "Resource": "*",
                  "Condition": { "ArnNotLike": { "aws:ARN": "arn:aws:iam::123456789012:role/Captain" } } }] });

const UNSUPPORTED_GLOBAL_CONDITION_KEY: ResourcePolicy = resource_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "210987654321" }, "Action": "sqs:SendMessage", "Resource": "*",
                  "Condition": { "ArnEquals": { "aws:ARN": "arn:aws:iam::210987654321:role/Reader" } } }] });

const X_KEY_NOT_FOR_ACTION: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*",
                  "Condition": { "StringEquals": { "ec2:InstanceType": "t3.micro" } } }] });

const USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Action": "sns:*", "Resource": "*",
                  "Condition": { "StringNotEquals": { "aws:VpceAccount": "123456789012" } } }] });

fn main() {
    println!("{}", DEPRECATED_GLOBAL_CONDITION_KEY.to_json());
    println!("{}", UNSUPPORTED_GLOBAL_CONDITION_KEY.to_json());
    println!("{}", X_KEY_NOT_FOR_ACTION.to_json());
    println!("{}", USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES.to_json());
}
