//! Two statements are harmless alone, and lead to the roles of all functions together.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: [lambda:UpdateFunctionConfiguration, lambda:GetFunction],
            Resource: "*",
        },
        {
            Effect: Allow,
            Action: [lambda:PublishLayerVersion, lambda:GetLayerVersion],
            Resource: "arn:aws:lambda:eu-west-1:123456789012:layer:*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
