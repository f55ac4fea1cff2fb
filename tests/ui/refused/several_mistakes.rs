//! All mistakes of a policy are told at once.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        { Effect: Alow, Action: [s3:GetObjct, s3:PutObject], Resource: "arn:aws:s3:reports" },
        {
            Effect: Deny,
            Action: "ec2:*",
            Resource: "*",
            Condition: { StringNotEqual: { aws:RequestedRegon: "eu-west-1" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
