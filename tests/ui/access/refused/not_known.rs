use typed_iam::{Policy, policy};

const CLEAN: Policy = policy! {
    #[never_grants(s3:DeleteObject)]
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Action: [s3:GetObject, s3:DeleteObject],
        Resource: "arn:aws:s3:::reports/*",
        Condition: {
            StringLike: {
                aws:PrincipalTag/team: "${aws:PrincipalTag/unit}",
                aws:PrincipalTag/unit: "${aws:PrincipalTag/team}-x",
            },
        },
    }],
};

fn main() {
    println!("{}", CLEAN.to_json());
}
