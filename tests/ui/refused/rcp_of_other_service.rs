//! Resource control policies do not reach EC2.

use typed_iam::{ResourceControlPolicy, resource_control_policy};

const WRITTEN: ResourceControlPolicy = resource_control_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            Principal: "*",
            Action: ec2:TerminateInstances,
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
