//! What the checks of `dynamodb` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{Policy, policy};

const DYNAMODB_ATTRIBUTES_WITHOUT_SELECT: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
                  "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["UserId", "Nickname"] } } }] });

const DYNAMODB_REPLACE_OPERATION_WITH_ATTRIBUTES: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "*",
                  "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["UserId", "Nickname"] },
                                 "StringEquals": { "dynamodb:ReturnValues": "NONE" } } }] });

const DYNAMODB_SCAN_BYPASSES_LEADING_KEYS: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["dynamodb:Query", "dynamodb:Scan"], "Resource": "*",
                  "Condition": { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${aws:username}"] } } }] });

const DYNAMODB_INVALID_SELECT_VALUE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
                  "Condition": { "StringEquals": { "dynamodb:Select": "SOME_ATTRIBUTES" } } }] });

const DYNAMODB_WRONG_CONDITION_FOR_ACTION: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
                  "Condition": { "StringEquals": { "dynamodb:ReturnValues": "NONE" } } }] });

fn main() {
    println!("{}", DYNAMODB_ATTRIBUTES_WITHOUT_SELECT.to_json());
    println!("{}", DYNAMODB_REPLACE_OPERATION_WITH_ATTRIBUTES.to_json());
    println!("{}", DYNAMODB_SCAN_BYPASSES_LEADING_KEYS.to_json());
    println!("{}", DYNAMODB_INVALID_SELECT_VALUE.to_json());
    println!("{}", DYNAMODB_WRONG_CONDITION_FOR_ACTION.to_json());
}
