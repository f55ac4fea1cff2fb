//! A number is no resource.

use typed_iam::policy;

fn main() {
    let account = 111_122_223_333_u64;
    let policy = policy! {
        Version: "2012-10-17",
        Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: [(account)] }],
    };
    println!("{}", policy.to_json());
}
