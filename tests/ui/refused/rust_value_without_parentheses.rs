//! A Rust value goes in parentheses, and each is told once, whole.

use typed_iam::{Policy, ResourcePolicy, policy, resource_policy};

const ARN: &str = "arn:aws:s3:::reports/*";

struct Bucket {
    arn: String,
}

impl Bucket {
    fn read(&self, arn: &str, accounts: &[&str]) -> Policy {
        policy! {
            Version: "2012-10-17",
            Statement: [{
                Sid: self.arn,
                Effect: Allow,
                Action: [ACTION, crate::ACTION, actions.clone()],
                Resource: [ARN, arn, self.arn, &arn, arn.to_owned(), crate::ARN, format!("{arn}/*"), arn + "/*", "a".to_owned()],
                Condition: {
                    StringEquals: {
                        aws:PrincipalOrgID: crate::ORGANIZATION,
                        aws:PrincipalArn: self.arn,
                        "aws:PrincipalAccount": [accounts, accounts[0]],
                    },
                },
            }],
        }
    }
}

fn share(account: &str) -> ResourcePolicy {
    resource_policy! {
        Version: "2012-10-17",
        Statement: [{ Effect: Allow, Principal: { AWS: account, Service: lambda.amazonaws.com }, Action: s3:GetObject, Resource: (ARN) }],
    }
}

macro_rules! read {
    ($bucket:expr, $name:ident) => {
        policy! {
            Version: "2012-10-17",
            Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: [$bucket, $name] }],
        }
    };
}

fn main() {
    let name = ARN;
    read!(name.to_owned(), name);
}
