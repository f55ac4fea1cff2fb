//! A policy with an empty list of statements.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
