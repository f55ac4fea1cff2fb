//! Keys that say little by themselves.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use std::cell::OnceCell;

declare_check! {
    /// A private address is tested, but not the network it belongs to.
    ///
    /// Private addresses repeat from network to network, so a request from any VPC may have it.
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
    /// the others follow from what the keys hold.
    "missing-paired-condition-keys", SecurityWarning
}

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
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
