//! What a condition operator compares, and when it passes.

use iam_core::policy::{Comparison, ComparisonFamily, ConditionOperator, SetQualifier};
use iam_core::spelling::nearest;
use serde::Serialize;
use std::fmt;

/// A condition operator, told.
#[derive(Serialize)]
pub(super) struct OperatorFacts {
    name: String,
    compares: &'static str,
    meaning: String,
    without_key: &'static str,
}

impl OperatorFacts {
    /// Nothing of what IAM refuses.
    pub(super) fn of(operator: ConditionOperator) -> Option<Self> {
        if refused(operator).is_some() {
            return None;
        }
        let ConditionOperator { qualifier, comparison, if_exists } = operator;
        let each = passes(comparison);
        let meaning = match qualifier {
            Some(_) if comparison == Comparison::Null => {
                format!("passes if the key {each}; the qualifier has no effect: write `Null`")
            }
            None if comparison == Comparison::Null => format!("passes if the key {each}"),
            None => format!("passes if the value of the key {each}"),
            Some(SetQualifier::ForAllValues) => {
                format!("passes if every value of the key {each}, also if there is none")
            }
            Some(SetQualifier::ForAnyValue) => format!("passes if some value of the key {each}"),
        };
        let passes_without = if_exists
            || qualifier == Some(SetQualifier::ForAllValues)
            || comparison.is_negated() && qualifier.is_none();
        let without_key = match comparison {
            Comparison::Null => "that is what it tests",
            _ if passes_without => "passes",
            _ => "fails",
        };
        let name = operator.to_string();
        Some(Self { name, compares: compares(comparison), meaning, without_key })
    }
}

/// Why IAM takes no such operator, although each of its parts is one of IAM's.
pub(super) fn refused(operator: ConditionOperator) -> Option<String> {
    (operator.comparison == Comparison::Null && operator.if_exists).then(|| {
        format!(
            "IAM refuses `{operator}`: `Null` already asks whether the key exists, so `IfExists` would \
             answer it; write `Null`"
        )
    })
}

/// The operator that a misspelt one was meant to be.
pub(super) fn nearest_operator(name: &str) -> Option<String> {
    let qualifiers = [None, Some(SetQualifier::ForAllValues), Some(SetQualifier::ForAnyValue)];
    let forms = qualifiers.into_iter().flat_map(|qualifier| {
        Comparison::ALL.iter().flat_map(move |&comparison| {
            [false, true].map(|if_exists| ConditionOperator { qualifier, comparison, if_exists })
        })
    });
    // `ForAnyValue:Null` says nothing that `Null` does not.
    let is_plain = |it: &ConditionOperator| {
        it.comparison != Comparison::Null || !it.if_exists && it.qualifier.is_none()
    };
    let forms: Vec<_> = forms.filter(is_plain).map(|it| it.to_string()).collect();
    nearest(name, forms.iter().map(String::as_str)).map(ToOwned::to_owned)
}

impl fmt::Display for OperatorFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} (condition operator)", self.name)?;
        writeln!(f, "  compares: {}", self.compares)?;
        writeln!(f, "  meaning: {}", self.meaning)?;
        writeln!(f, "  where the request lacks the key: {}", self.without_key)
    }
}

fn compares(comparison: Comparison) -> &'static str {
    match comparison.family() {
        ComparisonFamily::String => "text",
        ComparisonFamily::Numeric => "numbers",
        ComparisonFamily::Date => "dates: ISO 8601, or seconds since 1970",
        ComparisonFamily::Bool => "`true` or `false`",
        ComparisonFamily::Binary => "bytes, in base 64",
        ComparisonFamily::IpAddress => "addresses and networks: `203.0.113.0/24`, `2001:db8::/32`",
        ComparisonFamily::Arn => "ARNs, field by field; `*` and `?` are wildcards",
        ComparisonFamily::Null => "whether the request has the key",
    }
}

/// What a value has to be to pass: the rest of a sentence.
fn passes(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::StringEquals => "is one of those listed, case included",
        Comparison::StringNotEquals => "is none of those listed, case included",
        Comparison::StringEqualsIgnoreCase => "is one of those listed, case aside",
        Comparison::StringNotEqualsIgnoreCase => "is none of those listed, case aside",
        Comparison::StringLike => {
            "matches one of the patterns listed, case included; `*` is any text, `?` one character"
        }
        Comparison::StringNotLike => {
            "matches none of the patterns listed, case included; `*` is any text, `?` one character"
        }
        Comparison::NumericEquals
        | Comparison::DateEquals
        | Comparison::Bool
        | Comparison::BinaryEquals => "is one of those listed",
        Comparison::NumericNotEquals | Comparison::DateNotEquals => "is none of those listed",
        Comparison::NumericLessThan => "is less than one of those listed",
        Comparison::NumericLessThanEquals => "is at most one of those listed",
        Comparison::NumericGreaterThan => "is greater than one of those listed",
        Comparison::NumericGreaterThanEquals => "is at least one of those listed",
        Comparison::DateLessThan => "is before one of those listed",
        Comparison::DateLessThanEquals => "is one of those listed or before it",
        Comparison::DateGreaterThan => "is after one of those listed",
        Comparison::DateGreaterThanEquals => "is one of those listed or after it",
        Comparison::IpAddress => "is in one of the networks listed",
        Comparison::NotIpAddress => "is in none of the networks listed",
        Comparison::ArnEquals | Comparison::ArnLike => "matches one of the ARNs listed",
        Comparison::ArnNotEquals | Comparison::ArnNotLike => "matches none of the ARNs listed",
        _ => "is absent, where `true` is listed, or is there, where `false` is",
    }
}
