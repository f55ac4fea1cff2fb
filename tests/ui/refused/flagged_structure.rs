//! What the checks of `structure` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{Policy, policy};

const MISSING_VERSION: Policy = policy!({ "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*" }] });

fn main() {
    println!("{}", MISSING_VERSION.to_json());
}
