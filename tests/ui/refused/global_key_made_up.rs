//! There is no key for the name of the principal.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: "*",
            Condition: { StringEquals: { aws:PrincipalOrganizationIdentifier: "o-a1b2c3d4e5" } },
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
