//! CIDR blocks with bits that do not count.

use crate::prelude::*;
use iam_language::literal::Network;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// A CIDR block has bits set beyond its prefix.
    ///
    /// IAM ignores those bits, so the block is larger than it looks.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "IpAddress": { "aws:SourceIp": "198.51.100.9/24" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "IpAddress": { "aws:SourceIp": "198.51.100.0/24" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Improve IP range".
    "improve-ip-range", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        if test.family() != Some(ComparisonFamily::IpAddress) {
            continue;
        }
        for (value, span) in test.texts() {
            let Some(network) = Network::parse(value) else { continue };
            let masked = network.masked();
            if masked != network {
                let message = format!("`{value}` stands for all of `{masked}`");
                let finding = ABOUT.at(span, message).with_fix(format!("write `{masked}`"));
                report.push(finding.replacing(span, masked.to_string()));
            }
        }
    }
}
