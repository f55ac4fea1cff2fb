use typed_iam::{Policy, policy};

const CLEAN: Policy = policy! {
    #[never_grants("s3:Delete*", "arn:aws:s3:::audit/*")]
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: "s3:*Object", Resource: "arn:aws:s3:::*/2026/*" },
        { Effect: Deny, Action: s3:DeleteObject, Resource: "arn:aws:s3:::audit/2026/a*" },
    ],
};

fn main() {
    println!("{}", CLEAN.to_json());
}
