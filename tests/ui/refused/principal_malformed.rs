//! Principals that AWS does not have.

use typed_iam::{ResourcePolicy, TrustPolicy, resource_policy, trust_policy};

const TRUST: TrustPolicy = trust_policy! {
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Principal: {
            AWS: [
                "11112222333", "arn:aws:iam::11112222333:root", "arn:aws:iam:::111122223333:root", "arn:aws::111122223333:root",
                "arn:aws:iam::111122223333:policy/x", "arn:aws:iam::111122223333:group/devs", "arn:aws:s3:::reports",
                "lambda.amazonaws.com", "alice", "root", "user/x", "", "111122223333:root",
            ],
            Service: "lambda.amazon.com",
        },
        Action: sts:AssumeRole,
    }],
};
const BUCKET: ResourcePolicy = resource_policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: { CanonicalUser: "123" }, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
};

fn main() {}
