//! An effect is written out.

use typed_iam::policy;

fn main() {
    let effect = "Allow";
    let policy = policy! {
        Version: "2012-10-17",
        Statement: [{ Effect: (effect), Action: s3:GetObject, Resource: "*" }],
    };
    println!("{}", policy.to_json());
}
