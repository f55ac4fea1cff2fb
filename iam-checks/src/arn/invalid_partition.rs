//! Partitions that do not exist.

use crate::advice::Advice;
use crate::prelude::*;
use iam_language::arn::ArnPattern;
use iam_language::pattern::is_literal;
use iam_language::spelling::nearest;
use iam_registry::{self as registry, Partition};

declare_check! {
    /// The partition of an ARN is none of AWS: `aws`, `aws-cn`, `aws-us-gov`, …
    ///
    /// The entry matches no resource.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:amazon:sqs:eu-west-1:111122223333:jobs" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid partition".
    "invalid-partition", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        if !is_literal(arn.partition) || registry::is_partition(arn.partition) {
            continue;
        }
        let found =
            ABOUT.at(resource.span, format!("`{}` is not a partition of AWS", arn.partition));
        let advice = report.advice(&ABOUT, arn.partition, || meant(arn.partition));
        report.push(advice.give(found, |partition| {
            let is_same = partition.eq_ignore_ascii_case(arn.partition);
            let fixed = ArnPattern { partition, ..arn }.to_string();
            Fix::replace(resource.span, fixed).sure_if(is_same)
        }));
    }
}

/// What to write in place of a partition that does not exist.
fn meant(text: &str) -> Advice {
    let known = || registry::partitions().map(Partition::name);
    // `aws-eu` is half of one, and more likely a region by another name.
    let begun: Vec<_> = known().filter(|name| name.starts_with(text)).collect();
    match (begun.as_slice(), nearest(text, known())) {
        ([], Some(near)) => Advice::write(near),
        ([], None) => Advice::write("aws"),
        (names, _) => Advice::write("aws")
            .worded(format!("write `aws`, or `{}` if that is meant", names.join("`, `"))),
    }
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn half_of_a_partition_is_no_other_one() {
        for (text, wanted) in [
            ("aws-eu", "write `aws`, or `aws-eusc` if that is meant"),
            ("aws-us", "write `aws`, or `aws-us-gov` if that is meant"),
            ("aws-chn", "write `aws-cn`"),
            ("azure", "write `aws`"),
        ] {
            assert_eq!(String::from(meant(text)), wanted, "{text}");
        }
    }
}
