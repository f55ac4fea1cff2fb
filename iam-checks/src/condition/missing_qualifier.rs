//! Multivalued keys without `ForAllValues` or `ForAnyValue`.

use crate::prelude::*;
use iam_language::policy::{Comparison, ConditionOperator, SetQualifier};
use iam_registry::ConditionKey;

declare_check! {
    /// A condition key that can have several values is tested without saying how they count together.
    ///
    /// Whether the test passes when there are several is not defined. `ForAnyValue:` wants one of
    /// them to pass, `ForAllValues:` all of them.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:TagKeys": ["CostCenter"] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["CostCenter"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing qualifier".
    "missing-qualifier", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let Some(operator) = test.operator else { continue };
        if operator.qualifier.is_some() || operator.comparison == Comparison::Null {
            continue;
        }
        if test.known_key().is_some_and(ConditionKey::is_multivalued)
            && !PLAIN.iter().any(|key| test.is_of(key))
        {
            let message = format!(
                "`{}` can have several values, and `{operator}` does not say how they count",
                test.key
            );
            let fix = format!("write `ForAnyValue:{operator}` or `ForAllValues:{operator}`");
            let finding = ABOUT.at(test.key_span, message).with_fix(fix);
            let under = |set| test.under(ConditionOperator { qualifier: Some(set), ..operator });
            let finding = finding.mended_by(under(SetQualifier::ForAnyValue));
            report.push(finding.mended_by(under(SetQualifier::ForAllValues)));
        }
    }
}

/// Keys that AWS's reference documents as several values, while the guides of their services (EventBridge,
/// Data Pipeline) test them without a qualifier throughout: a request has one value of them as a rule.
const PLAIN: [&str; 4] =
    ["datapipeline:PipelineCreator", "events:TargetArn", "events:detail-type", "events:source"];

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn some_keys_are_tested_plainly_by_their_guides() {
        for (action, key, expected) in [
            ("events:PutRule", "events:source", false),
            ("events:PutEvents", "events:detail-type", false),
            ("datapipeline:GetPipelineDefinition", "datapipeline:PipelineCreator", false),
            ("ec2:CreateTags", "aws:TagKeys", true),
        ] {
            let members = format!(
                r#""Action": "{action}", "Resource": "*", "Condition": {{"StringEquals": {{"{key}": "a"}}}}"#
            );
            assert_eq!(codes(&members).contains(&"missing-qualifier"), expected, "{key}");
        }
    }
}
