//! API Gateway has one action a method of HTTP.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: apigateway:GetRestApis,
            Resource: "*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
