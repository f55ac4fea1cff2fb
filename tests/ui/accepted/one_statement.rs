//! A single statement needs no list.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: 2012-10-17,
    Statement: { Effect: Deny, Action: *, Resource: * },
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
