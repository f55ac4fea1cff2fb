//! The qualifier is ForAnyValue.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: ec2:CreateTags,
            Resource: "*",
            Condition: { ForAnyValues:StringEquals: { aws:TagKeys: "Team" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
