//! Variables of IAM, with a default value too.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:GetObject,
            Resource: ["arn:aws:s3:::home/${aws:username}/*", "arn:aws:s3:::home/${aws:PrincipalTag/team, 'nobody'}/*"],
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
