//! The compiler shows codes with underscores: an `allow` takes them so.

#![deny(deprecated)]

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        #[allow(x_statement_never_applies, reason = "for the reader")]
        {
            Effect: Allow,
            Action: ec2:DescribeInstances,
            Resource: "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0",
        },
        #[expect(invalid_action, reason = "in private preview")]
        { Effect: Allow, Action: s3:TeleportObject, Resource: "*" },
    ],
};

fn main() {
    assert_eq!(WRITTEN.statements().len(), 2);
}
