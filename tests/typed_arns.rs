//! ARNs of the crate `aws-arn` in policies and requests.
#![cfg(feature = "aws-arn")]
#![expect(clippy::expect_used, reason = "a test may panic")]

use aws_arn::ResourceName;
use typed_iam::evaluate::{Decision, Evaluator, Policies, Request};
use typed_iam::{policy, trust_policy};

fn arn(text: &str) -> ResourceName {
    text.parse().expect("an ARN")
}

#[test]
fn an_arn_stands_for_a_resource_a_value_and_a_principal() {
    let bucket = arn("arn:aws:s3:::reports");
    let objects = [arn("arn:aws:s3:::reports/*"), arn("arn:aws-cn:s3:::reports/*")];
    let role = arn("arn:aws:iam::111122223333:role/reader");
    let policy = policy! {
        Version: "2012-10-17",
        Statement: [{
            Effect: Allow,
            Action: [s3:ListBucket, s3:GetObject],
            Resource: [(&bucket), (&objects)],
            Condition: { ArnEquals: { aws:PrincipalArn: (&role) } },
        }],
    };
    assert!(policy.to_json().contains(
        r#""Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/*","arn:aws-cn:s3:::reports/*"]"#
    ));
    assert!(
        policy.to_json().contains(r#""aws:PrincipalArn":"arn:aws:iam::111122223333:role/reader""#)
    );
    assert_eq!(policy.findings(), []);

    let request = Request::of_arns(&role, "s3:ListBucket", &bucket).expect("a request").fill_in();
    let policies = Policies::new().identity(&policy);
    assert_eq!(Evaluator::new(&policies).explain(&request).decision(), Decision::Allow);

    let trust = trust_policy! {
        Version: "2012-10-17",
        Statement: [{ Effect: Allow, Principal: { AWS: (role) }, Action: sts:AssumeRole }],
    };
    assert!(trust.to_json().contains(r#""AWS":"arn:aws:iam::111122223333:role/reader""#));
}
