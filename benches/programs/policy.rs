//! A program that holds one policy, as a user would write it.

use typed_iam::{Policy, policy};

const READ_REPORTS: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        /// Lets the dashboard show the monthly reports.
        {
            Sid: ReadReports,
            Effect: Allow,
            Action: [s3:GetObject, s3:ListBucket],
            Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
            Condition: { Bool: { aws:SecureTransport: "true" } },
        },
    ],
};

fn main() {
    println!("{}", READ_REPORTS.to_json());
}
