//! The policy of an API may leave out all of the ARN but the path.

use typed_iam::{ResourcePolicy, resource_policy};

const INVOKE: ResourcePolicy = resource_policy! {
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Principal: "*",
        Action: execute-api:Invoke,
        Resource: "execute-api:/stage/GET/pets",
        Condition: { IpAddress: { aws:SourceIp: "203.0.113.0/24" } },
    }],
};

fn main() {
    println!("{}", INVOKE.to_json());
}
