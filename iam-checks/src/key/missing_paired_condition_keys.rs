//! Keys that say little by themselves.

use crate::prelude::*;
use iam_language::arn::ArnPattern;
use iam_language::document::ByteSpan;
use iam_language::pattern::matches_ignoring_case;
use std::cell::OnceCell;

declare_check! {
    /// A key is tested that says little without another: a private address without its network, or the bucket
    /// for which S3 acts without its account.
    ///
    /// Others can have the same value. Private addresses repeat from network to network; the ARN of a bucket
    /// has no account, and when the bucket is gone, anybody can make one of its name.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.1.0.0/16" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "IpAddress": { "aws:VpcSourceIp": "10.1.0.0/16" },
    ///                                  "StringEquals": { "aws:SourceVpc": "vpc-0f1e2d3c4b5a69788" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing paired condition keys". AWS publishes one of the pairs;
    /// the others follow from what the keys hold, and from the guides of
    /// [AWS Lambda](https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html) and of
    /// [Amazon S3](https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html).
    "missing-paired-condition-keys", SecurityWarning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    bucket_without_account(statement, report);
    let paired = PAIRS.map(|_| OnceCell::new());
    for test in &statement.tests {
        let mut pairs = PAIRS.iter().zip(&paired);
        let Some(((_, partners), paired)) = pairs.find(|((key, _), _)| test.is_of(key)) else {
            continue;
        };
        let has_partner = |partner: &&str| statement.tests.iter().any(|other| other.is_of(partner));
        if *paired.get_or_init(|| partners.iter().any(has_partner)) {
            continue;
        }
        let names: Vec<_> = partners.iter().map(|name| format!("`{name}`")).collect();
        let message = format!("`{}` does not say which network is meant", test.key);
        let fix = format!("test {} as well", names.join(" or "));
        report.push(ABOUT.at(test.key_span, message).with_fix(fix));
    }
}

/// A key, and those of which one belongs to it.
const PAIRS: [(&str, &[&str]); 2] = [
    ("aws:VpcSourceIp", &["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"]),
    ("aws:Ec2InstanceSourcePrivateIPv4", &["aws:Ec2InstanceSourceVpc"]),
];

/// Services that S3 notifies, whose guides want the account beside the bucket.
const NOTIFIED: [&str; 3] = ["lambda", "sns", "sqs"];

/// Tests of the bucket for which S3 acts, where nothing says whose bucket it is.
fn bucket_without_account(statement: &Statement<'_>, report: &mut Report) {
    let is_s3 = |(name, _): (&str, ByteSpan)| name.eq_ignore_ascii_case("s3.amazonaws.com");
    let is_notified = |action: &ActionView<'_>| {
        action.parts.is_some_and(|(prefix, _)| {
            NOTIFIED.iter().any(|service| service.eq_ignore_ascii_case(prefix))
        })
    };
    let applies = statement.policy.options.policy_type == PolicyType::Resource
        && statement.allows()
        && statement.principals_of("Service").any(is_s3)
        && statement.actions.iter().any(is_notified);
    let says_whose = |test: &TestView<'_, '_>| {
        test.is_positive()
            && test.is_one_of(&["aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"])
    };
    if !applies || statement.tests.iter().any(says_whose) {
        return;
    }
    let sources = statement.tests.iter().filter(|it| it.is_of("aws:SourceArn") && it.is_positive());
    for test in sources {
        let of_bucket = |text: &str| {
            ArnPattern::parse(text).is_ok_and(|arn| {
                let is_s3 = matches_ignoring_case(arn.service, "s3");
                // A wildcard matches the field that buckets leave empty.
                is_s3 && matches_ignoring_case(arn.account, "")
            })
        };
        if test.texts().any(|(text, _)| of_bucket(text)) {
            let message = format!("`{}` of a bucket does not say whose bucket it is", test.key);
            let fix = "test `aws:SourceAccount` as well";
            report.push(ABOUT.at(test.key_span, message).with_fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn a_bucket_has_no_account() {
        const OWNER: &str = r#", "StringEquals": {"aws:SourceAccount": "111122223333"}"#;
        for (service, source, more, wanted) in [
            ("s3", "arn:aws:s3:::reports", "", true),
            ("s3", "arn:aws:s3:::reports", OWNER, false),
            ("s3", "arn:aws:s3:*:*:reports", "", true),
            ("s3", "arn:aws:*:*:*:reports", "", true),
            ("s3", "arn:aws:s3:*:*:reports", OWNER, false),
            ("s3", "arn:aws:s3:*:111122223333:reports", "", false),
            ("sns", "arn:aws:sns:eu-west-1:111122223333:news", "", false),
        ] {
            let members = format!(
                r#""Effect": "Allow", "Principal": {{"Service": "{service}.amazonaws.com"}}, "Action": "lambda:InvokeFunction",
                   "Resource": "arn:aws:lambda:eu-west-1:111122223333:function:f", "Condition": {{"ArnLike": {{"AWS:SourceArn": "{source}"}}{more}}}"#
            );
            let codes = codes_in(PolicyType::Resource, &members);
            let is_found = codes.contains(&super::ABOUT.code);
            assert_eq!(is_found, wanted, "{service} {more}: {codes:?}");
        }
    }
}
