//! Numbers with and without quotes.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: "*",
            Condition: { NumericEquals: { s3:max-keys: [10, "20"] } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
