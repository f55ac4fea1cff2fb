//! A service control policy.

use typed_iam::{ServiceControlPolicy, service_control_policy};

const WRITTEN: ServiceControlPolicy = service_control_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            Action: "*",
            Resource: "*",
            Condition: { StringNotEquals: { aws:RequestedRegion: ["eu-west-1", "eu-central-1"] } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
