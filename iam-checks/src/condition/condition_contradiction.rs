//! Conditions that exclude each other.

use crate::prelude::*;
use iam_language::pattern::has_reference;
use iam_language::policy::{Comparison, ComparisonFamily, SetQualifier};

declare_check! {
    /// Two tests of one key can never pass together.
    ///
    /// All tests of a statement have to pass, so it never applies.
    ///
    /// What is judged: a key that must be absent and have a value, or be equal to two lists with
    /// nothing in common.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:PrincipalAccount": "123456789012" },
    ///                                  "Null": { "aws:PrincipalAccount": "true" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:PrincipalAccount": "123456789012" },
    ///                                  "Null": { "aws:PrincipalAccount": "false" } } }] }
    /// ```
    ///
    /// Source: ours; the `Condition` element.
    "x-condition-contradiction", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for (index, test) in statement.tests.iter().enumerate().take(FEW) {
        for later in statement.tests.iter().take(FEW).skip(index + 1) {
            // Under one operator the two are one key in two spellings: another finding.
            let same_block = later.operator == test.operator;
            if !same_block && later.is_of(test.key) && excludes(test, later) {
                let message =
                    format!("`{}` is tested above in a way that excludes this", later.key);
                let fix = "remove one of the two tests";
                let finding = ABOUT.at(later.key_span, message).with_fix(fix);
                let without = |test| statement.without_test(test).map(Fix::maybe_incorrect);
                let finding = finding.mended_by(without(test)).mended_by(without(later));
                report.push(finding.with_related([test.key_span]));
            }
        }
    }
}

/// How many tests of a statement are compared with each other; no policy of AWS has more.
const FEW: usize = 64;

fn excludes(a: &TestView<'_, '_>, b: &TestView<'_, '_>) -> bool {
    let absent = |test: &TestView<'_, '_>| {
        test.family() == Some(ComparisonFamily::Null)
            && test.scalars().next().is_some()
            && test.scalars().all(|(text, _)| text.eq_ignore_ascii_case("true"))
    };
    // Passes for no request that lacks the key.
    let wants_value = |test: &TestView<'_, '_>| {
        let all_values =
            test.operator.and_then(|it| it.qualifier) == Some(SetQualifier::ForAllValues);
        test.is_positive()
            && test.family() != Some(ComparisonFamily::Null)
            && !test.is_if_exists()
            && !all_values
            && !test.values.items().is_empty()
    };
    if (absent(a) && wants_value(b)) || (absent(b) && wants_value(a)) {
        return true;
    }
    let (Some(a), Some(b)) = (values(a), values(b)) else { return false };
    !a.is_empty() && !b.is_empty() && !a.iter().any(|text| b.contains(text))
}

/// The values of a test that a request has to have one of; none for any other test.
fn values<'d>(test: &TestView<'d, '_>) -> Option<Vec<&'d str>> {
    let operator = test.operator?;
    let equals = matches!(operator.comparison, Comparison::StringEquals | Comparison::Bool);
    if !equals || operator.if_exists || operator.qualifier.is_some() {
        return None;
    }
    let texts: Vec<_> = test.scalars().map(|(text, _)| text).collect();
    let known = texts.len() == test.values.items().len()
        && texts.len() <= FEW
        && !texts.iter().any(|text| has_reference(text));
    known.then_some(texts)
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn what_must_be_absent_has_no_value() {
        for (condition, expected) in [
            (
                r#""Null": {"aws:RequestTag/a": "true"}, "StringLike": {"aws:RequestTag/a": "p*"}"#,
                true,
            ),
            (
                r#""Null": {"aws:RequestTag/a": "true"}, "ForAnyValue:StringEquals": {"aws:RequestTag/a": ["p", "q"]}"#,
                true,
            ),
            (
                r#""Null": {"aws:RequestTag/a": "true"}, "StringLikeIfExists": {"aws:RequestTag/a": "p*"}"#,
                false,
            ),
            (
                r#""Null": {"aws:RequestTag/a": "true"}, "StringNotLike": {"aws:RequestTag/a": "p*"}"#,
                false,
            ),
            (
                r#""Null": {"aws:RequestTag/a": "true"}, "ForAllValues:StringLike": {"aws:RequestTag/a": "p*"}"#,
                false,
            ),
            (
                r#""Null": {"aws:RequestTag/a": "false"}, "StringLike": {"aws:RequestTag/a": "p*"}"#,
                false,
            ),
            (
                r#""StringEquals": {"aws:RequestTag/a": "p"}, "Bool": {"aws:RequestTag/a": "q"}"#,
                true,
            ),
        ] {
            let members = format!(
                r#""Action": "s3:GetObject", "Resource": "*", "Condition": {{{condition}}}"#
            );
            assert_eq!(
                codes(&members).contains(&"x-condition-contradiction"),
                expected,
                "{condition}"
            );
        }
    }
}
