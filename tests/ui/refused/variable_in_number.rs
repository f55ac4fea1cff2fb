//! Numbers are not compared with variables.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: "arn:aws:s3:::reports",
            Condition: { NumericLessThan: { s3:max-keys: "${aws:PrincipalTag/page-size}" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
