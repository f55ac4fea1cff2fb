//! Rust values where a string or a list of strings may stand.

use typed_iam::{ActionPattern, policy, trust_policy};

fn main() {
    let bucket = String::from("arn:aws:s3:::reports");
    let regions = vec!["eu-west-1".to_owned(), "eu-central-1".to_owned()];
    let read: ActionPattern = "s3:GetObject".parse().expect("an action");
    let policy = policy! {
        Version: "2012-10-17",
        Statement: [{
            Sid: (format!("Read{}", 1)),
            Effect: Allow,
            Action: [(read), s3:ListBucket],
            Resource: [(&bucket), (format!("{bucket}/*"))],
            Condition: { StringEquals: { aws:RequestedRegion: (regions) } },
        }],
    };
    assert_eq!(
        policy.to_json(),
        r#"{"Version":"2012-10-17","Statement":[{"Sid":"Read1","Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::reports","arn:aws:s3:::reports/*"],"Condition":{"StringEquals":{"aws:RequestedRegion":["eu-west-1","eu-central-1"]}}}]}"#
    );
    let account = "111122223333";
    let trust = trust_policy!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Principal": { "AWS": (account) }, "Action": "sts:AssumeRole" }]
    });
    assert!(trust.to_json().contains(r#"{"AWS":"111122223333"}"#));
}
