//! Who may take on a role.

use typed_iam::{TrustPolicy, trust_policy};

const WRITTEN: TrustPolicy = trust_policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Principal: {
                Service: ["ec2.amazonaws.com", "ssm.amazonaws.com"],
                AWS: "arn:aws:iam::111122223333:root",
            },
            Action: [sts:AssumeRole, sts:TagSession],
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
