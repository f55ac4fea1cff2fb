//! What the checks of `organization` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{ResourceControlPolicy, resource_control_policy};

const RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK: ResourceControlPolicy = resource_control_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "secretsmanager:*", "Resource": "*",
                  "Condition": { "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" },
                                 "Bool": { "aws:PrincipalIsAWSService": "true" } } }] });

fn main() {
    println!("{}", RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK.to_json());
}
