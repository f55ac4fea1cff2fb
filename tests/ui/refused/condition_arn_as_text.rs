//! Text patterns cross the fields of an ARN.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: kms:CreateGrant,
            Resource: "*",
            Condition: { StringLike: { aws:PrincipalArn: "arn:aws:iam::123456789012:role/backup-*" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
