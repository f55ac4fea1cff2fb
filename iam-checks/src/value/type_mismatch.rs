//! Operators of another type than the key.

use crate::prelude::*;
use iam_language::policy::{Comparison, ComparisonFamily, ConditionOperator};
use iam_registry::ValueType;

declare_check! {
    /// The operator compares another type than the condition key has.
    ///
    /// The test fails on every request, or passes on every one, whatever the values. Text operators
    /// also fit ARNs and the other way round; `Null` fits every key, and `aws:EpochTime` is a number
    /// and a date.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "aws:SecureTransport": "false" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*",
    ///                   "Condition": { "Bool": { "aws:SecureTransport": "false" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Type mismatch"; condition operators, condition keys.
    "type-mismatch", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for test in &statement.tests {
        let (Some(operator), Some(family), Some(key)) =
            (test.operator, test.family(), test.known_key())
        else {
            continue;
        };
        let others = ALSO.iter().filter(|(key, _)| test.is_of(key)).map(|(_, also)| *also);
        if fits(family, key.value_type())
            || others.into_iter().any(|also| fits(family, also))
            || is_a_boolean_as_text(family, key.value_type(), test)
        {
            continue;
        }
        let (what, fix) = wanted(key.value_type());
        let message = format!("`{operator}` does not compare {what}, which `{}` is", test.key);
        // Of other types there are several.
        let comparison = match key.value_type() {
            ValueType::Bool => Some(Comparison::Bool),
            ValueType::Binary => Some(Comparison::BinaryEquals),
            _ => None,
        };
        // To say the opposite instead would be worse.
        let comparison = comparison.filter(|_| !operator.comparison.is_negated());
        let mending = comparison
            .and_then(|comparison| test.under(ConditionOperator { comparison, ..operator }));
        report.push(ABOUT.at(test.key_span, message).with_fix(fix).mended_by(mending));
    }
}

/// Types that keys have besides the one in the registry: AWS's own examples compare the address of
/// an instance as text, with that of the request.
const ALSO: [(&str, ValueType); 2] = [
    ("aws:EpochTime", ValueType::Numeric),
    ("aws:Ec2InstanceSourcePrivateIPv4", ValueType::String),
];

/// Whether a key documented as text is tested for `true` or `false` alone: AWS's reference has several
/// such keys (`iot:Connection.Thing.IsAttached`, `events:eventBusInvocation`), and the guides test them
/// with `Bool`.
fn is_a_boolean_as_text(
    family: ComparisonFamily,
    value_type: ValueType,
    test: &TestView<'_, '_>,
) -> bool {
    family == ComparisonFamily::Bool
        && value_type == ValueType::String
        && !test.key.starts_with("aws:")
        && test.scalars().all(|(value, _)| {
            value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false")
        })
}

/// Whether an operator of this family compares values of this type.
fn fits(family: ComparisonFamily, value_type: ValueType) -> bool {
    use ComparisonFamily as Family;
    let same = match value_type {
        ValueType::String | ValueType::Arn => matches!(family, Family::String | Family::Arn),
        ValueType::Bool => family == Family::Bool,
        ValueType::Numeric => family == Family::Numeric,
        ValueType::Date => family == Family::Date,
        ValueType::IpAddress => family == Family::IpAddress,
        ValueType::Binary => family == Family::Binary,
    };
    same || family == Family::Null
}

/// What a key of this type holds, and the operators for it.
fn wanted(value_type: ValueType) -> (&'static str, &'static str) {
    match value_type {
        ValueType::Bool => ("booleans", "write `Bool`"),
        ValueType::Numeric => ("numbers", "write `NumericEquals` or another `Numeric` operator"),
        ValueType::Date => ("dates", "write `DateLessThan` or another `Date` operator"),
        ValueType::IpAddress => ("addresses", "write `IpAddress` or `NotIpAddress`"),
        ValueType::Binary => ("bytes", "write `BinaryEquals`"),
        ValueType::Arn => ("ARNs", "write `ArnLike` or another `Arn` operator"),
        ValueType::String => ("text", "write `StringEquals` or another `String` operator"),
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn some_keys_have_two_types() {
        for (condition, expected) in [
            (
                r#""StringEquals": {"aws:Ec2InstanceSourcePrivateIPv4": "${aws:VpcSourceIp}"}"#,
                false,
            ),
            (r#""IpAddress": {"aws:Ec2InstanceSourcePrivateIPv4": "10.0.0.0/8"}"#, false),
            (r#""NumericLessThan": {"aws:EpochTime": "1767225600"}"#, false),
            (r#""StringEquals": {"aws:SourceIp": "192.0.2.1"}"#, true),
            (r#""Bool": {"iot:Connection.Thing.IsAttached": ["true"]}"#, false),
            (r#""Bool": {"iot:Connection.Thing.IsAttached": ["attached"]}"#, true),
            (r#""Bool": {"aws:PrincipalOrgID": "true"}"#, true),
        ] {
            let members = format!(
                r#""Action": "s3:GetObject", "Resource": "*", "Condition": {{{condition}}}"#
            );
            assert_eq!(codes(&members).contains(&"type-mismatch"), expected, "{condition}");
        }
    }
}
