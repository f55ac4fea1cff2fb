//! Only cryptographic requests carry a context.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: [kms:Decrypt, kms:DescribeKey],
            Resource: "*",
            Condition: { StringEquals: { kms:EncryptionContext:app: "invoices" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
