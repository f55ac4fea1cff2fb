//! Quotes are optional where text cannot be mistaken.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Sid: ReadReports,
            Effect: Allow,
            Action: [s3:GetObject, s3:Get*Tagging, "s3:ListBucket"],
            Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
            Condition: {
                ForAnyValue:StringLike: { aws:TagKeys: ["Team", "Stage"] },
                StringLikeIfExists: { aws:RequestTag/Vendor: "Clumio" },
            },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
