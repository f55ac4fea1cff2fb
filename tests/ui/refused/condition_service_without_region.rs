//! `kms:ViaService` holds a region, too.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: kms:Decrypt,
            Resource: "*",
            Condition: { StringEquals: { kms:ViaService: "s3.amazonaws.com" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
