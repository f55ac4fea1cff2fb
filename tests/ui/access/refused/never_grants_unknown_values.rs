use typed_iam::{Policy, PolicyTemplate, policy, policy_template};

fn read(bucket: &str, actions: &[&str]) -> Policy {
    policy! {
        #[never_grants(iam:*)]
        Version: "2012-10-17",
        Statement: [
            { Effect: Allow, Action: s3:GetObject, Resource: (format!("arn:aws:s3:::{bucket}/*")) },
            { Effect: Allow, Action: (actions.to_vec()), Resource: "arn:aws:iam::111122223333:role/backup" },
        ],
    }
}

const PUBLISH: PolicyTemplate = policy_template! {
    #[baseline("publish.baseline.json")]
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: sns:Publish, Resource: "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:news" }],
};

fn main() {
    println!("{}{}", read("reports", &[]).to_json(), PUBLISH.parameters().len());
}
