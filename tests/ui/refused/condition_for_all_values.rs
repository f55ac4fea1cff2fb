//! One value at most: `ForAllValues` opens a hole.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: ec2:RunInstances,
            Resource: "*",
            Condition: { ForAllValues:StringEquals: { ec2:InstanceType: ["t3.micro", "t3.small"] } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
