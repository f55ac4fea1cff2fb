//! What the checks of `arn` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{Policy, policy};

const X_ACTION_RESOURCE_MISMATCH: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::reports" }] });

const X_RESOURCE_WITHOUT_ACTION: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] }] });

const X_STATEMENT_NEVER_APPLIES: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::drafts"] }] });

fn main() {
    println!("{}", X_ACTION_RESOURCE_MISMATCH.to_json());
    println!("{}", X_RESOURCE_WITHOUT_ACTION.to_json());
    println!("{}", X_STATEMENT_NEVER_APPLIES.to_json());
}
