//! Members that are written twice.

use crate::prelude::*;
use iam_language::document::{Member, Node};
use iam_language::policy::ConditionOperator;

declare_check! {
    /// An object has two members of the same name.
    ///
    /// JSON readers keep the first or the last of them and lose the other without a word. It happens
    /// to two `Effect`s, of two `StringEquals` blocks, of two values for a condition key.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours; RFC 8259, section 4: the behaviour of duplicate names is unpredictable.
    "x-duplicate-key", Error
}

pub(crate) fn run_on_policy(policy: &PolicyView<'_, '_>, report: &mut Report) {
    repeated(report, policy.document, "the two");
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    repeated(report, statement.node, "the two");
    for Member { node, .. } in statement.principals() {
        repeated(report, node, "the two lists");
    }
    let Some(Member { node: condition, .. }) = statement.element(Element::Condition) else {
        return;
    };
    repeated(report, condition, "the two blocks");
    respelled(report, condition);
    for block in condition.members() {
        repeated(report, &block.node, "the two lists of values");
    }
}

fn repeated(report: &mut Report, object: &Node<'_>, two: &str) {
    for Member { key, key_span, .. } in object.repeated_members() {
        let message = format!("`{key}` is written twice in one object, and one of them is lost");
        report.push(ABOUT.at(*key_span, message).with_fix(format!("merge {two} into one `{key}`")));
    }
}

/// Operators are compared without case, so `Bool` and `bool` are one operator written twice.
fn respelled(report: &mut Report, condition: &Node<'_>) {
    if condition.members().len() < 2 {
        return;
    }
    let mut seen: Vec<(ConditionOperator, &str)> = Vec::new();
    for Member { key, key_span, .. } in condition.members() {
        let Ok(operator) = key.parse::<ConditionOperator>() else { continue };
        match seen.iter().find(|(earlier, _)| *earlier == operator) {
            Some((_, earlier)) if earlier != key => {
                let message = format!("`{key}` is the same operator as `{earlier}`");
                report.push(
                    ABOUT.at(*key_span, message).with_fix(format!("merge it into `{earlier}`")),
                );
            }
            Some(_) => {}
            None => seen.push((operator, key)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn every_level_is_looked_at() {
        for members in [
            r#""Action": "s3:*", "Action": "s3:*", "Resource": "*""#,
            r#""Action": "s3:*", "Resource": "*", "Condition": {"Bool": {}, "Bool": {}}"#,
            r#""Action": "s3:*", "Resource": "*", "Condition": {"Bool": {}, "bool": {}}"#,
            r#""Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "true", "aws:SecureTransport": "true"}}"#,
        ] {
            assert_eq!(codes(members), ["x-duplicate-key"], "{members}");
        }
    }

    #[test]
    fn a_key_repeated_a_hundred_thousand_times_takes_linear_time() {
        let tests = r#""aws:SecureTransport": "true","#.repeat(100_000);
        let members = format!(
            r#""Action": "s3:*", "Resource": "*", "Condition": {{"Bool": {{{tests} "aws:SourceIp": "x"}}}}"#
        );
        assert_eq!(
            codes(&members).iter().filter(|code| **code == "x-duplicate-key").count(),
            99_999
        );
    }
}
