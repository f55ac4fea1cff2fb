use typed_iam::{PolicyTemplate, policy_template};

// The statement to blame is written out: whatever the topic will be, it grants that.
const PUBLISH: PolicyTemplate = policy_template! {
    #[never_grants(sns:DeleteTopic)]
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: sns:Publish, Resource: "arn:aws:sns:eu-west-1:111122223333:${Topic}" },
        { Effect: Allow, Action: "sns:Delete*", Resource: "arn:aws:sns:eu-west-1:111122223333:old" },
    ],
};

fn main() {
    println!("{}", PUBLISH.parameters().len());
}
