//! JSON as the console shows it, braces and quotes and all.

use typed_iam::{Policy, policy};

const PASTED: Policy = policy!({
    "Version": "2012-10-17",
    "Id": "reports",
    "Statement": [
        {
            "Sid": "ReadReports",
            "Effect": "Allow",
            "Action": ["s3:GetObject", "s3:ListBucket"],
            "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
            "Condition": {
                "Bool": { "aws:SecureTransport": true },
                "NumericLessThanEquals": { "aws:MultiFactorAuthAge": 100 }
            }
        }
    ]
});

fn main() {
    let read: Policy = Policy::from_json(&PASTED.to_json()).expect("what we write we read");
    assert_eq!(read, PASTED);
}
