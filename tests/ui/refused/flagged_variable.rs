//! What the checks of `variable` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{Policy, ResourcePolicy, policy, resource_policy};

const EMPTY_VARIABLE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${}/*" }] });

const MISSING_QUOTE_IN_VARIABLE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${aws:PrincipalTag/team, shared}/*" }] });

const UNSUPPORTED_SPACE_IN_VARIABLE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${aws:PrincipalTag/cost center}/*" }] });

const VARIABLE_UNSUPPORTED_IN_ELEMENT: ResourcePolicy = resource_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::${aws:PrincipalAccount}:root" },
                  "Action": "events:PutEvents", "Resource": "*" }] });

fn main() {
    println!("{}", EMPTY_VARIABLE.to_json());
    println!("{}", MISSING_QUOTE_IN_VARIABLE.to_json());
    println!("{}", UNSUPPORTED_SPACE_IN_VARIABLE.to_json());
    println!("{}", VARIABLE_UNSUPPORTED_IN_ELEMENT.to_json());
}
