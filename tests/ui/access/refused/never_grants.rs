use typed_iam::{Policy, policy};

const DEPLOY: Policy = policy! {
    #[never_grants(iam:*, organizations:*)]
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" },
        {
            Sid: Roles,
            Effect: Allow,
            Action: [sts:GetCallerIdentity, iam:ListRoles],
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", DEPLOY.to_json());
}
