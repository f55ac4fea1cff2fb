//! A doc comment tells what a statement is for.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        /// Lets the dashboard
        /// show reports.
        { Effect: Allow, Action: s3:GetObject, Resource: "*" },
    ],
};

const _: () = {
    const AGAIN: &Policy = &WRITTEN;
    assert!(!AGAIN.statements()[0].purpose.as_str().is_empty())
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
