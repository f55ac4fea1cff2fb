//! Condition keys without values.

use crate::prelude::*;
use iam_language::document::Value;
use iam_language::policy::SetQualifier;

declare_check! {
    /// A condition key has an empty list of values.
    ///
    /// No value can match, so the test never passes, and a negated one always does.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "ec2:InstanceType": [] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "ec2:InstanceType": ["t3.micro"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Empty array condition".
    pub(crate) static EMPTY_ARRAY_CONDITION: "empty-array-condition", Suggestion
}

declare_check! {
    /// A condition key under `ForAllValues:` has an empty list of values.
    ///
    /// The test passes only when the request lacks the key; `Null` says that plainly.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": [] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": ["Team"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Empty array condition ForAllValues".
    pub(crate) static EMPTY_ARRAY_CONDITION_FORALLVALUES: "empty-array-condition-forallvalues", Suggestion
}

declare_check! {
    /// A condition key under `ForAnyValue:` has an empty list of values.
    ///
    /// No value can match, so the test never passes.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
    ///                   "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": [] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
    ///                   "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["Team"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Empty array condition ForAnyValue".
    pub(crate) static EMPTY_ARRAY_CONDITION_FORANYVALUE: "empty-array-condition-foranyvalue", Suggestion
}

declare_check! {
    /// A condition key under an operator with `IfExists` has an empty list of values.
    ///
    /// The test passes only when the request lacks the key; `Null` says that plainly.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringEqualsIfExists": { "ec2:InstanceType": [] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*",
    ///                   "Condition": { "StringEqualsIfExists": { "ec2:InstanceType": ["t3.micro"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Empty array condition IfExists".
    pub(crate) static EMPTY_ARRAY_CONDITION_IFEXISTS: "empty-array-condition-ifexists", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let Some(operator) = test.operator else { continue };
        if !matches!(&test.values.value, Value::Array(values) if values.is_empty()) {
            continue;
        }
        let about = match (operator.qualifier, operator.if_exists) {
            (Some(SetQualifier::ForAllValues), _) => &EMPTY_ARRAY_CONDITION_FORALLVALUES,
            (Some(SetQualifier::ForAnyValue), _) => &EMPTY_ARRAY_CONDITION_FORANYVALUE,
            (None, true) => &EMPTY_ARRAY_CONDITION_IFEXISTS,
            (None, false) => &EMPTY_ARRAY_CONDITION,
        };
        let message = format!("`{}` has no value under `{operator}`", test.key);
        let fix = "name the values that are meant, or remove the test";
        let remove = statement.without_test(test).map(Fix::maybe_incorrect);
        report.push(about.at(test.values.span, message).with_fix(fix).mended_by(remove));
    }
}
