//! Names of the user do not meet those of the expansion.

#![allow(dead_code, non_camel_case_types)]

struct Policy;
struct Statement;
struct Cow;
mod p {}
mod core {}
mod std {}

const READ: typed_iam::Policy = typed_iam::policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "*" }],
};

fn main() {
    let list = "arn:aws:s3:::reports";
    let p = typed_iam::policy! {
        Version: "2012-10-17",
        Statement: [{ Effect: Allow, Action: s3:ListBucket, Resource: [(list)] }],
    };
    assert_ne!(p, READ);
}
