//! Values of `IpAddress` and `NotIpAddress`.

use crate::prelude::*;
use iam_language::literal::Network;
use iam_language::pattern::has_reference;
use iam_language::policy::ComparisonFamily;

declare_check! {
    /// A value of `IpAddress` or `NotIpAddress` is neither an address nor a CIDR block.
    ///
    /// IAM refuses the policy. Ranges with a dash and wildcards are not understood; a block is an
    /// address and the number of its leading bits that count.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "IpAddress": { "aws:SourceIp": "198.51.100.*" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "IpAddress": { "aws:SourceIp": "198.51.100.0/24" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Type mismatch IP range"; RFC 4632, RFC 4291.
    "type-mismatch-ip-range", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        if test.family() != Some(ComparisonFamily::IpAddress) {
            continue;
        }
        for (value, span) in test.scalars() {
            if Network::parse(value).is_some() || has_reference(value) {
                continue;
            }
            let message = format!("`{value}` is neither an address nor a CIDR block");
            report.push(
                ABOUT
                    .at(span, message)
                    .with_fix("write it as in `203.0.113.0/24` or `2001:db8::/32`"),
            );
        }
    }
}
