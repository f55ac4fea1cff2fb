//! What the checks of `trust` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{TrustPolicy, trust_policy};

const FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE: TrustPolicy = trust_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
                  "Condition": { "ForAnyValue:StringEquals": { "gitlab.com:aud": ["https://gitlab.com"] } } }] });

const INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY: TrustPolicy = trust_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "okta" }, "Action": "sts:AssumeRoleWithSAML" }] });

const MISSING_ACTION_FOR_CONDITION_KEY: TrustPolicy = trust_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sts:AssumeRole",
                  "Condition": { "StringLike": { "sts:SourceIdentity": "admin-*" } } }] });

const MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL: TrustPolicy = trust_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "accounts.google.com" }, "Action": "sts:AssumeRoleWithWebIdentity" }] });

fn main() {
    println!("{}", FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE.to_json());
    println!("{}", INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY.to_json());
    println!("{}", MISSING_ACTION_FOR_CONDITION_KEY.to_json());
    println!("{}", MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL.to_json());
}
