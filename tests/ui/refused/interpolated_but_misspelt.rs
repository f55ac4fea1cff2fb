//! What is not interpolated is still checked.

use typed_iam::policy;

fn main() {
    let bucket = "arn:aws:s3:::reports";
    let policy = policy! {
        Version: "2012-10-17",
        Statement: [{ Effect: Allow, Action: s3:ListBuckt, Resource: [(bucket), "arn:aws:s3:reports"] }],
    };
    println!("{}", policy.to_json());
}
