//! A principal of an unknown sort.

use typed_iam::{ResourcePolicy, resource_policy};

const WRITTEN: ResourcePolicy = resource_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: { Services: "sns.amazonaws.com" },
            Action: sqs:SendMessage,
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
