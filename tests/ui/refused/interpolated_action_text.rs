//! Text is no action until it is parsed.

use typed_iam::policy;

fn main() {
    let action = String::from("s3:GetObject");
    let policy = policy! {
        Version: "2012-10-17",
        Statement: [{ Effect: Allow, Action: [(action)], Resource: "*" }],
    };
    println!("{}", policy.to_json());
}
