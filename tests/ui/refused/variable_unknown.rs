//! Variables that no request carries.

#![deny(deprecated)]

use typed_iam::{Policy, policy};

const UNKNOWN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: ["arn:aws:s3:::reports/${aws:usrname}/*", "arn:aws:s3:::reports/${s3:foo}/*"] }],
};
const NOT_CARRIED: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/${s3:prefix}/*" }],
};

fn main() {}
