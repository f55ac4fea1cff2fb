//! The policy of a container repository names no resource.

use typed_iam::{ResourcePolicy, resource_policy};

const PULL: ResourcePolicy = resource_policy! {
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: [ecr:BatchGetImage, ecr:GetDownloadUrlForLayer],
    }],
};

fn main() {
    assert!(PULL.statements()[0].resource.is_none());
}
