//! What the checks of `resource_policy` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{ResourcePolicy, resource_policy};

const FEDERATED_PRINCIPAL_NOT_SUPPORTED: ResourcePolicy = resource_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/Okta" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::hr-forms/*" }] });

const UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: ResourcePolicy = resource_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "Service": "cloudfront.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site-assets/*",
                  "Condition": { "StringEquals": { "aws:SourceAccount": "111122223333", "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }] });

fn main() {
    println!("{}", FEDERATED_PRINCIPAL_NOT_SUPPORTED.to_json());
    println!("{}", UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL.to_json());
}
