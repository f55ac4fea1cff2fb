//! What the checks of `action` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{Policy, policy};

const X_DEPRECATED_SERVICE_OR_ACTION: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "elastic-inference:DescribeAccelerators", "Resource": "*" }] });

fn main() {
    println!("{}", X_DEPRECATED_SERVICE_OR_ACTION.to_json());
}
