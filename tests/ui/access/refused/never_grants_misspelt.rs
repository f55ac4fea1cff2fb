use typed_iam::{Policy, policy};

const DEPLOY: Policy = policy! {
    #[never_grants(iam:CreateUsr)]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
};

const NOTHING: Policy = policy! {
    #[never_grants]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
};

const STATEMENT: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        #[never_grants(iam:*)]
        { Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" },
    ],
};

fn main() {
    println!("{}{}{}", DEPLOY.to_json(), NOTHING.to_json(), STATEMENT.to_json());
}
