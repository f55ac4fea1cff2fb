//! A service control policy has no principal.

use typed_iam::{ServiceControlPolicy, service_control_policy};

const WRITTEN: ServiceControlPolicy = service_control_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Deny,
            Principal: "*",
            Action: organizations:LeaveOrganization,
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
