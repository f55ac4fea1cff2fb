//! Statement holds text.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: ["Allow"],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
