//! Functions have a region.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: lambda:InvokeFunction,
            Resource: "arn:aws:lambda::111122223333:function:resize",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
