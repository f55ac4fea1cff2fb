//! What the checks of `sid` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{ResourcePolicy, resource_policy};

const UNIQUE_SIDS_RECOMMENDED: ResourcePolicy = resource_policy!({ "Version": "2012-10-17",
  "Statement": [{ "Sid": "Send", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "*" },
                { "Sid": "Send", "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sqs:SendMessage", "Resource": "*" }] });

fn main() {
    println!("{}", UNIQUE_SIDS_RECOMMENDED.to_json());
}
