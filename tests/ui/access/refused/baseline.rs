use typed_iam::{Policy, include_policy, policy};

const REPORTS: Policy = policy! {
    #[baseline("../files/reports.baseline.json")]
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Action: s3:GetObject,
        Resource: ["arn:aws:s3:::reports/*", "arn:aws:s3:::payroll/*"],
    }],
};

const INCLUDED: Policy =
    include_policy!(#[baseline("../files/reports.baseline.json")] "../files/reports.json");

fn main() {
    println!("{}{}", REPORTS.to_json(), INCLUDED.to_json());
}
