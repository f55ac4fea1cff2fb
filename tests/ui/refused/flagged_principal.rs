//! What the checks of `principal` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{ResourceControlPolicy, ResourcePolicy, TrustPolicy, resource_control_policy, resource_policy, trust_policy};

const INVALID_ROLE_REFERENCE: TrustPolicy = trust_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "AROAEXAMPLE4DEPLOY7Q2" }, "Action": "sts:AssumeRole" }] });

const INVALID_USER_REFERENCE: ResourcePolicy = resource_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "AIDAEXAMPLE9OPSUSER3K" }, "Action": "kms:Decrypt", "Resource": "*" }] });

const RCP_SYNTAX_ERROR_NOTACTION: ResourceControlPolicy = resource_control_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Principal": "*", "NotAction": "s3:GetObject", "Resource": "*" }] });

const RCP_SYNTAX_ERROR_PRINCIPAL: ResourceControlPolicy = resource_control_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Principal": { "AWS": "111122223333" }, "Action": "kms:ScheduleKeyDeletion", "Resource": "*" }] });

const X_UNKNOWN_SERVICE_PRINCIPAL: TrustPolicy = trust_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Service": "lamda.amazonaws.com" }, "Action": "sts:AssumeRole" }] });

fn main() {
    println!("{}", INVALID_ROLE_REFERENCE.to_json());
    println!("{}", INVALID_USER_REFERENCE.to_json());
    println!("{}", RCP_SYNTAX_ERROR_NOTACTION.to_json());
    println!("{}", RCP_SYNTAX_ERROR_PRINCIPAL.to_json());
    println!("{}", X_UNKNOWN_SERVICE_PRINCIPAL.to_json());
}
