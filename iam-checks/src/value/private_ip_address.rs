//! Private addresses in `aws:SourceIp`.

use crate::prelude::*;
use iam_language::finding::Edit;
use iam_language::literal::Network;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// Every value of `aws:SourceIp` under `IpAddress` is private.
    ///
    /// A request comes from a public address, so the test never passes. Inside a VPC the key is
    /// `aws:VpcSourceIp`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "IpAddress": { "aws:SourceIp": "10.0.0.0/16" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "IpAddress": { "aws:SourceIp": "198.51.100.0/24" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Private IP address"; RFC 1918, RFC 4193.
    pub(crate) static PRIVATE_IP_ADDRESS: "private-ip-address", Error
}

declare_check! {
    /// Every value of `aws:SourceIp` under `NotIpAddress` is private.
    ///
    /// A request comes from a public address, so the test always passes. Inside a VPC the key is
    /// `aws:VpcSourceIp`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "NotIpAddress": { "aws:SourceIp": "192.168.0.0/16" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "NotIpAddress": { "aws:SourceIp": "198.51.100.0/24" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Private NotIpAddress"; RFC 1918, RFC 4193.
    pub(crate) static PRIVATE_NOT_IP_ADDRESS: "private-not-ip-address", Error
}

declare_check! {
    /// Some values of `aws:SourceIp` under `IpAddress` are private.
    ///
    /// A request comes from a public address, so these values never match.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "IpAddress": { "aws:SourceIp": ["198.51.100.0/24", "10.0.0.0/16"] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "IpAddress": { "aws:SourceIp": ["198.51.100.0/24", "203.0.113.0/24"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Private IP address subset"; RFC 1918, RFC 4193.
    pub(crate) static PRIVATE_IP_ADDRESS_SUBSET: "private-ip-address-subset", Suggestion
}

declare_check! {
    /// Some values of `aws:SourceIp` under `NotIpAddress` are private.
    ///
    /// A request comes from a public address, so these values exempt nothing.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "NotIpAddress": { "aws:SourceIp": ["198.51.100.0/24", "fd00::/8"] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "NotIpAddress": { "aws:SourceIp": ["198.51.100.0/24", "203.0.113.0/24"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Private NotIpAddress subset"; RFC 1918, RFC 4193.
    pub(crate) static PRIVATE_NOT_IP_ADDRESS_SUBSET: "private-not-ip-address-subset", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let Some(operator) = test.operator else { continue };
        if test.family() != Some(ComparisonFamily::IpAddress) || !test.is_of("aws:SourceIp") {
            continue;
        }
        let count = test.values.items().len();
        let is_private = |text: &str| Network::parse(text).is_some_and(Network::is_private);
        let private: Vec<_> = test.texts().filter(|(text, _)| is_private(text)).collect();
        let Some(((first, span), others)) = private.split_first() else { continue };
        let all = private.len() == count;
        let about = match (all, operator.comparison.is_negated()) {
            (true, false) => &PRIVATE_IP_ADDRESS,
            (true, true) => &PRIVATE_NOT_IP_ADDRESS,
            (false, false) => &PRIVATE_IP_ADDRESS_SUBSET,
            (false, true) => &PRIVATE_NOT_IP_ADDRESS_SUBSET,
        };
        let message = match others.len() {
            0 => format!("`{first}` is private, and no request comes from there"),
            more => {
                format!("`{first}` and {more} more are private, and no request comes from there")
            }
        };
        let fix = if all {
            "name public addresses, or test `aws:VpcSourceIp` together with `aws:SourceVpc`"
        } else {
            "remove it, or test `aws:VpcSourceIp` together with `aws:SourceVpc`"
        };
        let related = others.iter().map(|(_, span)| *span);
        let remove = (!all).then(|| {
            let others = others.iter().map(|(_, at)| Edit::Remove { at: *at });
            Fix::remove(*span, first).and(others).maybe_incorrect()
        });
        let finding = about.at(*span, message).with_fix(fix).mended_by(remove);
        report.push(finding.with_related(related));
    }
}
