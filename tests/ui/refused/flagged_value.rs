//! What the checks of `value` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{Policy, policy};

const INVALID_DATE_VALUE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*",
                  "Condition": { "DateGreaterThan": { "aws:CurrentTime": "1782864000" } } }] });

const INVALID_VPCE_FORMAT: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
                  "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-main" } } }] });

const PRIVATE_NOT_IP_ADDRESS: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
                  "Condition": { "NotIpAddress": { "aws:SourceIp": "192.168.0.0/16" } } }] });

const TYPE_MISMATCH: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*",
                  "Condition": { "StringEquals": { "aws:SecureTransport": "false" } } }] });

const TYPE_MISMATCH_BOOLEAN: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*",
                  "Condition": { "Bool": { "aws:SecureTransport": "yes" } } }] });

const TYPE_MISMATCH_DATE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*",
                  "Condition": { "DateLessThan": { "aws:CurrentTime": "1 July 2026" } } }] });

const TYPE_MISMATCH_NUMBER: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
                  "Condition": { "NumericLessThanEquals": { "s3:max-keys": "ten" } } }] });

const TYPE_MISMATCH_STRING: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "*",
                  "Condition": { "BinaryEquals": { "aws:ResourceTag/digest": "c2hh!" } } }] });

const WILDCARD_WITHOUT_LIKE_OPERATOR: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "ec2:StartInstances", "Resource": "*",
                  "Condition": { "StringEquals": { "aws:ResourceTag/Team": "data-*" } } }] });

fn main() {
    println!("{}", INVALID_DATE_VALUE.to_json());
    println!("{}", INVALID_VPCE_FORMAT.to_json());
    println!("{}", PRIVATE_NOT_IP_ADDRESS.to_json());
    println!("{}", TYPE_MISMATCH.to_json());
    println!("{}", TYPE_MISMATCH_BOOLEAN.to_json());
    println!("{}", TYPE_MISMATCH_DATE.to_json());
    println!("{}", TYPE_MISMATCH_NUMBER.to_json());
    println!("{}", TYPE_MISMATCH_STRING.to_json());
    println!("{}", WILDCARD_WITHOUT_LIKE_OPERATOR.to_json());
}
