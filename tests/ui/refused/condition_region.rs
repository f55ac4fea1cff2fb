//! A region that does not exist.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            Action: rds:*,
            Resource: "*",
            Condition: { StringNotEquals: { aws:RequestedRegion: ["eu-west-1", "eu-west-11"] } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
