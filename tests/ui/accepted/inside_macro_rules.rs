//! The macro inside a macro of the user.

use typed_iam::{Policy, policy};

macro_rules! read_only {
    ($action:literal, $arn:expr) => {
        policy! {
            Version: "2012-10-17",
            Statement: [{ Effect: Allow, Action: $action, Resource: [($arn)] }],
        }
    };
}

fn main() {
    let policy: Policy = read_only!("s3:GetObject", "arn:aws:s3:::reports/*");
    assert!(policy.to_json().contains("reports"));
}
