//! What is public, and what is not.

#![expect(clippy::expect_used, reason = "a test may panic")]

use iam_access::{PublicResourceType, Verdict, no_public_access};
use iam_core::policy::{ResourcePolicy, TrustPolicy};

#[track_caller]
fn bucket(statements: &str, expected: Verdict) {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
    let policy: ResourcePolicy = text.parse().expect("a policy");
    let bucket: PublicResourceType = "AWS::S3::Bucket".parse().expect("a type");
    let answer = no_public_access(&policy, bucket);
    let shown = answer.witness().map(|it| format!("{:?}", it.request()));
    assert_eq!(answer.verdict(), expected, "{statements} {shown:?} {:?}", answer.unknown());
}

fn to(principal: &str, condition: &str) -> String {
    format!(
        r#"{{"Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*","Condition":{condition}}}"#
    )
}

#[test]
fn everybody_is_public_unless_a_condition_fixes_who() {
    use Verdict::{Fail, Pass};
    for (condition, expected) in [
        ("{}", Fail),
        (r#"{"StringEquals":{"aws:SourceVpc":"vpc-91237329"}}"#, Pass),
        (r#"{"StringLike":{"aws:SourceVpc":"vpc-*"}}"#, Fail),
        (r#"{"StringLike":{"aws:SourceVpc":"vpc-91237329"}}"#, Pass),
        (r#"{"StringNotEquals":{"aws:SourceVpc":"vpc-91237329"}}"#, Fail),
        (r#"{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-91237329"}}"#, Fail),
        (r#"{"StringEquals":{"aws:SourceVpc":"${aws:PrincipalTag/vpc}"}}"#, Fail),
        (r#"{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, Pass),
        (r#"{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}"#, Fail),
        (r#"{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/1"]}}"#, Fail),
        (r#"{"IpAddress":{"aws:SourceIp":"32.0.0.0/8"}}"#, Pass),
        (r#"{"IpAddress":{"aws:SourceIp":"2001:db8::/31"}}"#, Fail),
        (r#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#, Fail),
        (r#"{"StringEquals":{"aws:PrincipalOrgID":"o-abc"}}"#, Pass),
        (r#"{"StringEquals":{"aws:PrincipalAccount":["111122223333","444455556666"]}}"#, Pass),
        (r#"{"StringLike":{"aws:PrincipalAccount":"1111*"}}"#, Fail),
        (r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}"#, Pass),
        (r#"{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"}}"#, Fail),
        (r#"{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:*:111122223333:*"}}"#, Pass),
        (r#"{"Bool":{"aws:SecureTransport":"true"}}"#, Fail),
        (r#"{"StringEquals":{"aws:UserAgent":"curl"}}"#, Fail),
    ] {
        bucket(&to(r#""*""#, condition), expected);
        bucket(&to(r#"{"AWS":"*"}"#, condition), expected);
    }
}

#[test]
fn access_points_are_told_apart() {
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{}]}}"#,
        to(
            r#""*""#,
            r#"{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-east-1:111122223333:accesspoint/*"}}"#
        )
    );
    let policy: ResourcePolicy = text.parse().expect("a policy");
    for (kind, expected) in
        [("AWS::S3::Bucket", Verdict::Pass), ("AWS::S3::AccessPoint", Verdict::Fail)]
    {
        let kind: PublicResourceType = kind.parse().expect("a type");
        assert_eq!(no_public_access(&policy, kind).verdict(), expected, "{kind}");
    }
}

#[test]
fn whoever_is_named_is_not_public() {
    bucket(&to(r#"{"AWS":"111122223333"}"#, "{}"), Verdict::Pass);
    bucket(&to(r#"{"AWS":"arn:aws:iam::111122223333:role/app"}"#, "{}"), Verdict::Pass);
    bucket(&to(r#"{"Service":"cloudtrail.amazonaws.com"}"#, "{}"), Verdict::Pass);
    bucket(&to(r#"{"Federated":"graph.facebook.com"}"#, "{}"), Verdict::Fail);
    let all_but = r#"{"Effect":"Allow","NotPrincipal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"*"}"#;
    bucket(all_but, Verdict::Fail);
}

#[test]
fn a_denial_of_all_others_closes_it() {
    let deny = |condition: &str| {
        let everybody = to(r#""*""#, "{}");
        format!(
            r#"{everybody},{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{condition}}}"#
        )
    };
    bucket(&deny(r#"{"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}"#), Verdict::Pass);
    bucket(&deny(r#"{"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-1"}}"#), Verdict::Pass);
    bucket(&deny(r#"{"StringEquals":{"aws:SourceVpc":"vpc-1"}}"#), Verdict::Fail);
    bucket(&deny(r#"{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}"#), Verdict::Pass);
    bucket(&deny(r#"{"Bool":{"aws:SecureTransport":"false"}}"#), Verdict::Fail);
    let named = format!(
        r#"{},{{"Effect":"Deny","NotPrincipal":{{"AWS":"arn:aws:iam::111122223333:role/app"}},"Action":"s3:*","Resource":"*"}}"#,
        to(r#""*""#, "{}")
    );
    bucket(&named, Verdict::Pass);
}

#[test]
fn roles_trust_named_providers() {
    let trust = |principal: &str| -> TrustPolicy {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":["sts:AssumeRole","sts:AssumeRoleWithWebIdentity"]}}]}}"#
        );
        text.parse().expect("a policy")
    };
    let kind: PublicResourceType = "AWS::IAM::AssumeRolePolicyDocument".parse().expect("a type");
    for (principal, expected) in [
        (r#"{"Federated":"accounts.google.com"}"#, Verdict::Pass),
        (r#"{"Federated":"*"}"#, Verdict::Fail),
        (r#"{"AWS":"*"}"#, Verdict::Fail),
        (r#"{"AWS":"111122223333"}"#, Verdict::Pass),
        (r#"{"Service":"ec2.amazonaws.com"}"#, Verdict::Pass),
    ] {
        assert_eq!(no_public_access(&trust(principal), kind).verdict(), expected, "{principal}");
    }
}

#[test]
fn keys_that_others_share_fix_nobody() {
    for condition in [
        r#"{"StringEquals":{"aws:username":"Andrew"}}"#,
        r#"{"StringEquals":{"aws:PrincipalType":"User"}}"#,
    ] {
        bucket(&to(r#""*""#, condition), Verdict::Fail);
    }
}

#[test]
fn what_is_there_and_fixed_is_so_by_two_tests_or_by_a_denial() {
    use Verdict::{Fail, Pass};
    for (condition, expected) in [
        (
            r#"{"Null":{"aws:PrincipalOrgID":"false"},"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#,
            Pass,
        ),
        (
            r#"{"Null":{"aws:PrincipalOrgID":"true"},"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}"#,
            Fail,
        ),
        (
            r#"{"Null":{"aws:PrincipalOrgPaths":"false"},"ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"}}"#,
            Pass,
        ),
        (r#"{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333*"}}"#, Pass),
        (r#"{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::11112222333*"}}"#, Fail),
    ] {
        bucket(&to(r#""*""#, condition), expected);
    }
    let deny = |condition: &str| {
        format!(
            r#"{},{{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{condition}}}"#,
            to(r#""*""#, "{}")
        )
    };
    for (condition, expected) in [
        (r#"{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/a"}}"#, Pass),
        (r#"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}"#, Pass),
        (r#"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/a"}}"#, Fail),
        (r#"{"ArnNotEquals":{"aws:SourceArn":"arn:aws:sns:us-east-1:111122223333:t"}}"#, Pass),
    ] {
        bucket(&deny(condition), expected);
    }
}

#[test]
fn a_file_system_is_mounted_from_its_network() {
    let of = |value: &str| {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"*"}},"Action":"elasticfilesystem:ClientMount","Resource":"*","Condition":{{"Bool":{{"elasticfilesystem:AccessedViaMountTarget":"{value}"}}}}}}]}}"#
        );
        let policy: ResourcePolicy = text.parse().expect("a policy");
        no_public_access(&policy, "AWS::EFS::FileSystem".parse().expect("a type")).verdict()
    };
    assert_eq!([of("true"), of("false")], [Verdict::Pass, Verdict::Fail]);
}
