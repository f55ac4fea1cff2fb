//! The JSON itself goes into the macro, not text of it.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    "{ \"Version\": \"2012-10-17\" }"
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
