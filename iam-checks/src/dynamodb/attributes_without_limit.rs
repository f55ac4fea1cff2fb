//! A limit of attributes that what the request returns walks around.

use crate::catalogue::value::accepts;
use crate::dynamodb::words::{READS, RETURN_VALUES as RETURN_VALUES_KNOWN, SELECT as SELECT_KNOWN};
use crate::prelude::*;
use iam_language::pattern::has_reference;

declare_check! {
    /// Writes are limited to some attributes, but what they return is not.
    ///
    /// With `ReturnValues` of `ALL_OLD` or `ALL_NEW` a write hands out the whole item. Limit
    /// `dynamodb:ReturnValues` to `NONE`, `UPDATED_OLD` and `UPDATED_NEW`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:UpdateItem", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["UserId", "Nickname"] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:UpdateItem", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["UserId", "Nickname"] },
    ///                                  "StringEqualsIfExists": { "dynamodb:ReturnValues": ["NONE", "UPDATED_NEW"] } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "DynamoDB attributes without return values".
    pub(crate) static RETURN_VALUES:
        "dynamodb-attributes-without-return-values", SecurityWarning
}

declare_check! {
    /// Reads are limited to some attributes, but need not name the attributes they want.
    ///
    /// A read that names no attributes gets all of them, and the limit does not notice. Limit
    /// `dynamodb:Select` to `SPECIFIC_ATTRIBUTES`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["UserId", "Nickname"] } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "dynamodb:Query", "Resource": "*",
    ///                   "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["UserId", "Nickname"] },
    ///                                  "StringEquals": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "DynamoDB attributes without select".
    pub(crate) static SELECT: "dynamodb-attributes-without-select", SecurityWarning
}

const RETURNING: [&str; 3] = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"];

/// A parameter that decides how much of an item a request returns.
struct Limit {
    about: &'static About,
    actions: &'static [&'static str],
    key: &'static str,
    values: &'static [&'static str],
    /// Those of the values that keep to the attributes named.
    narrow: &'static [&'static str],
}

const LIMITS: [Limit; 2] = [
    Limit {
        about: &RETURN_VALUES,
        actions: &RETURNING,
        key: "dynamodb:ReturnValues",
        values: &RETURN_VALUES_KNOWN,
        narrow: &["NONE", "UPDATED_OLD", "UPDATED_NEW"],
    },
    Limit {
        about: &SELECT,
        actions: &READS,
        key: "dynamodb:Select",
        values: &SELECT_KNOWN,
        narrow: &["SPECIFIC_ATTRIBUTES"],
    },
];

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !(statement.policy.options.policy_type.is_identity_based()
        || statement.policy.options.policy_type == PolicyType::Resource)
        || !statement.allows()
    {
        return;
    }
    let Some(attributes) = statement.tests.iter().find(|test| test.is_of("dynamodb:Attributes"))
    else {
        return;
    };
    for limit in &LIMITS {
        let Some(action) = limit.actions.iter().find(|action| statement.reaches(action)) else {
            continue;
        };
        if statement.tests.iter().any(|test| limit.is_set_by(test)) {
            continue;
        }
        let Limit { about, key, narrow, .. } = limit;
        let message = format!(
            "`{}` does not limit what `{action}` returns: `{key}` is not limited",
            attributes.key
        );
        let fix = format!("test `{key}` with `StringEquals` for `{}`", narrow.join("`, `"));
        report.push(about.at(attributes.key_span, message).with_fix(fix));
    }
}

impl Limit {
    /// Whether the test leaves the narrow values alone. One known only at run time is trusted.
    fn is_set_by(&self, test: &TestView<'_, '_>) -> bool {
        let is_narrow = |text: &str| {
            let mut accepted = self.values.iter().filter(|value| accepts(test, text, value));
            has_reference(text) || accepted.all(|value| self.narrow.contains(value))
        };
        test.is_of(self.key) && test.wants_text() && test.texts().all(|(text, _)| is_narrow(text))
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    fn limited(action: &str, test: &str) -> Vec<&'static str> {
        codes(&format!(
            r#""Action": "{action}", "Resource": "*", "Condition": {{"ForAllValues:StringLike": {{"dynamodb:attributes": ["A"]}}, {test}}}"#
        ))
    }

    #[test]
    fn one_wide_value_is_enough() {
        const CODE: &str = "dynamodb-attributes-without-return-values";
        for (test, wanted) in [
            (r#""StringEquals": {"dynamodb:ReturnValues": "NONE"}"#, 0),
            (r#""StringLike": {"dynamodb:ReturnValues": ["NONE", "UPDATED_*"]}"#, 0),
            (r#""StringLike": {"dynamodb:ReturnValues": "*_NEW"}"#, 1),
            (r#""StringEquals": {"dynamodb:ReturnValues": ["NONE", "ALL_OLD"]}"#, 1),
            (r#""StringNotEquals": {"dynamodb:ReturnValues": "ALL_OLD"}"#, 1),
            (r#""StringEquals": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}"#, 1),
        ] {
            let found = limited("dynamodb:DeleteItem", test);
            assert_eq!(found.iter().filter(|code| **code == CODE).count(), wanted, "{test}");
        }
    }

    #[test]
    fn wildcards_want_both_limits() {
        let found = limited("dynamodb:*", r#""Bool": {"aws:SecureTransport": "true"}"#);
        let wanted =
            ["return-values", "select"].map(|it| format!("dynamodb-attributes-without-{it}"));
        assert!(wanted.iter().all(|code| found.contains(&code.as_str())), "{found:?}");
    }
}
