use typed_iam::{Policy, policy};

const REPORTS: Policy = policy! {
    #[baseline("../files/new.baseline.json")]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
};

const HALF: Policy = policy! {
    #[baseline("../files/half.json")]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
};

const NAMELESS: Policy = policy! {
    #[baseline = "../files/reports.baseline.json"]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
};

fn main() {
    println!("{}{}{}", REPORTS.to_json(), HALF.to_json(), NAMELESS.to_json());
}
