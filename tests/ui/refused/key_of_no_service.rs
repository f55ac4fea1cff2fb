//! A key with the prefix of no service.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: "*",
            Condition: { StringEquals: { kmss:ViaService: "s3.eu-west-1.amazonaws.com" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
