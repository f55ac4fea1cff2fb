//! Literals that JSON does not have.

use typed_iam::{Policy, include_policy, policy};

const LITERALS: Policy = policy! {
    Version: "2012-10-17",
    "Statement": [
        #[allow(invalid-action, reason = "new"suffix)]
        {
            "Effect"x: Allow,
            Action: s3:GetObject,
            Resource: ["a"suffix, r#"a"#suffix, b"a", br"a", c"a", 'a', b'a', 1u8, 0x1F, 1_000, 1.5f32, -1i8, 'lifetime],
        },
    ],
};

const FILE: Policy = include_policy!("../files/admin.json"suffix);

fn main() {}
