use typed_iam::{Policy, ServiceControlPolicy, policy, service_control_policy};

const STAY: ServiceControlPolicy = service_control_policy! {
    #[baseline("stay.baseline.json")]
    Version: "2012-10-17",
    Statement: [{ Effect: Deny, Action: organizations:LeaveOrganization, Resource: "*" }],
};

const READ: Policy = policy! {
    #[not_public]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
};

fn main() {
    println!("{}{}", STAY.to_json(), READ.to_json());
}
