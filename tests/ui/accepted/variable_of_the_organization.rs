//! The organization of the resource, whatever the account: EKS and IAM Identity Center document it.

use typed_iam::{ResourcePolicy, resource_policy};

const WRITTEN: ResourcePolicy = resource_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: "*",
            Action: s3:GetObject,
            Resource: "arn:aws:s3:::reports/*",
            Condition: { StringEquals: { aws:PrincipalOrgID: "${aws:ResourceOrgID}" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
