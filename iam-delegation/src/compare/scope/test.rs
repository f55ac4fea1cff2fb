//! One test of a `Condition`, and which other tests it makes superfluous.

use super::super::budget::Budget;
use super::super::change::Element;
use iam_core::literal::{Decimal, Instant, Network};
use iam_core::policy::{
    Comparison, ComparisonFamily, ConditionOperator, ConditionTest, ConditionValue,
};
use iam_core::{arn, pattern};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;

/// A key, and what it is compared with.
pub(super) struct Test<'s> {
    pub(super) operator: ConditionOperator,
    pub(super) key: &'s str,
    pub(super) values: Vec<&'s str>,
}

impl<'s> Test<'s> {
    pub(super) fn new(operator: ConditionOperator, test: &'s ConditionTest) -> Self {
        let values = test.values.iter().map(ConditionValue::as_str).collect();
        Self { operator, key: test.key.as_str(), values }
    }

    pub(super) fn element(&self) -> Element {
        Element::Condition { operator: self.operator.to_string(), key: self.key.to_owned() }
    }

    /// The values; those that are compared alike are written alike.
    pub(super) fn normal_values(&self) -> impl Iterator<Item = Cow<'s, str>> {
        self.values.iter().map(|value| normal(self.operator.comparison, value))
    }

    /// Whether the values are the same but for order and repetition, and so is the rest.
    pub(super) fn asks_the_same(&self, other: &Self) -> bool {
        let values = |test: &Self| test.normal_values().collect::<HashSet<_>>();
        self.operator == other.operator && values(self) == values(other)
    }

    /// Whether every request that passes this test passes `looser`, a test of the same key.
    ///
    /// Source: [condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
    pub(super) fn implies(&self, looser: &Self, variables: bool, budget: &Budget) -> bool {
        if !budget.pays_for(self.values.len() + looser.values.len()) {
            return false;
        }
        if self.asks_the_same(looser) {
            return true;
        }
        if self.operator.qualifier.is_some() || looser.operator.qualifier.is_some() {
            return false;
        }
        let (own, other) = (self.operator.comparison, looser.operator.comparison);
        match (own, other) {
            (Comparison::Null, Comparison::Null) => self.is_covered_by(looser, variables, budget),
            (Comparison::Null, _) => {
                self.wants_only("true") && looser.operator.passes_without_key()
            }
            (_, Comparison::Null) => looser.wants("false") && !self.operator.passes_without_key(),
            _ => {
                let is_absent_fine =
                    looser.operator.passes_without_key() || !self.operator.passes_without_key();
                is_absent_fine
                    && own.family() == other.family()
                    && match (own.is_negated(), other.is_negated()) {
                        (false, false) => self.is_covered_by(looser, variables, budget),
                        // What the looser one refuses, the stricter one refuses too.
                        (true, true) => looser.is_covered_by(self, variables, budget),
                        _ => false,
                    }
            }
        }
    }

    fn wants(&self, value: &str) -> bool {
        self.values.iter().any(|it| it.eq_ignore_ascii_case(value))
    }

    fn wants_only(&self, value: &str) -> bool {
        !self.values.iter().any(|it| !it.eq_ignore_ascii_case(value))
    }

    /// Whether what is like a value of this test is like some value of `outer`.
    fn is_covered_by(&self, outer: &Self, variables: bool, budget: &Budget) -> bool {
        let (own, theirs) = (self.operator.comparison, outer.operator.comparison);
        let same: HashSet<_> = outer.normal_values().collect();
        // The values of an order are bounds: equal ones mean the same of the same comparison only.
        let is_equal_enough = own == theirs || own.family() != ComparisonFamily::Numeric;
        let is_equal_enough =
            is_equal_enough && (own == theirs || own.family() != ComparisonFamily::Date);
        self.values.iter().all(|inner| {
            (is_equal_enough && is_as_free(theirs, own) && same.contains(&normal(own, inner)))
                || outer
                    .values
                    .iter()
                    .any(|outer| covers((theirs, outer), (own, inner), variables, budget))
        })
    }
}

/// Values with the same normal form are compared alike.
fn normal(comparison: Comparison, value: &str) -> Cow<'_, str> {
    match comparison {
        Comparison::Bool | Comparison::Null => Cow::Owned(value.to_ascii_lowercase()),
        Comparison::StringEqualsIgnoreCase | Comparison::StringNotEqualsIgnoreCase
            if !value.contains("${") =>
        {
            Cow::Owned(value.chars().flat_map(char::to_lowercase).collect())
        }
        Comparison::BinaryEquals => Cow::Borrowed(value.trim_end_matches('=')),
        _ => Cow::Borrowed(value),
    }
}

/// How much of a text counts: each matches all that those before it match with the same value.
fn freedom(comparison: Comparison) -> Option<u8> {
    match comparison {
        Comparison::StringEquals | Comparison::StringNotEquals => Some(0),
        Comparison::StringLike | Comparison::StringNotLike => Some(1),
        Comparison::StringEqualsIgnoreCase | Comparison::StringNotEqualsIgnoreCase => Some(2),
        _ => None,
    }
}

/// Whether a value means, under `outer`, all that the same value means under `inner`.
fn is_as_free(outer: Comparison, inner: Comparison) -> bool {
    match (freedom(outer), freedom(inner)) {
        // A pattern may match more than a text in any case, and the other way round.
        (Some(2), Some(1)) => false,
        (Some(outer), Some(inner)) => outer >= inner,
        _ => true,
    }
}

/// Whether all that is like `inner` is like `outer`.
fn covers(
    (outer_comparison, outer): (Comparison, &str),
    (inner_comparison, inner): (Comparison, &str),
    variables: bool,
    budget: &Budget,
) -> bool {
    let has_names = outer.contains("${") || inner.contains("${");
    // Without variables, `${` is text like any other, and `*` within it a wildcard.
    if (!variables && has_names) || !budget.pays(outer, inner) {
        return false;
    }
    match outer_comparison.family() {
        ComparisonFamily::String => {
            let is_plain = !inner.contains(['*', '?']);
            match (freedom(outer_comparison), freedom(inner_comparison)) {
                (Some(1), _) if outer == "*" => true,
                (Some(1), Some(1)) => pattern::covers(outer, inner),
                // `*` and `?` of a text are no wildcards.
                (Some(1), Some(0)) => is_plain && pattern::covers(outer, inner),
                // A pattern without wildcards is a text.
                (Some(0), Some(1)) => is_plain && outer == inner,
                (Some(2), Some(0)) => same_ignoring_case(outer, inner),
                (Some(2), Some(1)) => is_plain && same_ignoring_case(outer, inner),
                _ => false,
            }
        }
        ComparisonFamily::Arn => is_arn(outer) && is_arn(inner) && arn::covers(outer, inner),
        ComparisonFamily::IpAddress => match (Network::parse(outer), Network::parse(inner)) {
            (Some(outer), Some(inner)) => outer.contains(inner),
            _ => false,
        },
        ComparisonFamily::Numeric => match (Decimal::parse(outer), Decimal::parse(inner)) {
            (Some(outer), Some(inner)) => {
                holds_bound(outer_comparison, inner_comparison, inner.cmp(&outer))
            }
            _ => false,
        },
        ComparisonFamily::Date => match (Instant::parse(outer), Instant::parse(inner)) {
            (Some(outer), Some(inner)) => {
                holds_bound(outer_comparison, inner_comparison, inner.cmp(&outer))
            }
            _ => false,
        },
        ComparisonFamily::Bool | ComparisonFamily::Binary | ComparisonFamily::Null => false,
    }
}

fn same_ignoring_case(a: &str, b: &str) -> bool {
    let normal = |text| normal(Comparison::StringEqualsIgnoreCase, text);
    normal(a) == normal(b)
}

fn is_arn(text: &str) -> bool {
    arn::ArnPattern::parse(text).is_ok()
}

/// Whether what stands to a value as `inner` wants stands to another as `outer` wants, where the former
/// value is less than, equal to or greater than the latter.
fn holds_bound(outer: Comparison, inner: Comparison, order: Ordering) -> bool {
    use Comparison::{
        DateGreaterThan, DateGreaterThanEquals, DateLessThan, DateLessThanEquals,
        NumericGreaterThan, NumericGreaterThanEquals, NumericLessThan, NumericLessThanEquals,
    };
    /// From where the values go down or up, and whether the bound is one of them.
    fn bound(comparison: Comparison) -> (Ordering, bool) {
        match comparison {
            NumericLessThan | DateLessThan => (Ordering::Less, false),
            NumericLessThanEquals | DateLessThanEquals => (Ordering::Less, true),
            NumericGreaterThan | DateGreaterThan => (Ordering::Greater, false),
            NumericGreaterThanEquals | DateGreaterThanEquals => (Ordering::Greater, true),
            _ => (Ordering::Equal, true),
        }
    }
    let ((outer_side, outer_holds), (inner_side, inner_holds)) = (bound(outer), bound(inner));
    if outer_side == Ordering::Equal {
        return inner_side == Ordering::Equal && order.is_eq();
    }
    let same_side = inner_side == outer_side || inner_side == Ordering::Equal;
    same_side && (order == outer_side || (order.is_eq() && (outer_holds || !inner_holds)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::policy::{Identity, Policy};

    /// Whether the first test implies the second, and the second the first.
    fn implications(first: &str, second: &str) -> (bool, bool) {
        let policy = |condition: &str| -> Policy<Identity> {
            let text = format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{condition}}}]}}"#
            );
            Policy::from_json(&text).unwrap_or_else(|error| panic!("{condition}: {error}"))
        };
        let (first, second) = (policy(first), policy(second));
        let test = |policy: &'static Policy<Identity>| {
            let block = &policy.statements()[0].conditions[0];
            Test::new(block.operator, &block.tests[0])
        };
        let (first, second): (&'static _, &'static _) =
            (Box::leak(Box::new(first)), Box::leak(Box::new(second)));
        let (first, second) = (test(first), test(second));
        let budget = Budget::new();
        (first.implies(&second, true, &budget), second.implies(&first, true, &budget))
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table, one rule a line")]
    fn known_implications_hold_in_their_direction_only() {
        for (first, second, expected) in [
            (r#"{"StringEquals":{"k:a":"x"}}"#, r#"{"StringLike":{"k:a":"x"}}"#, (true, true)),
            (r#"{"StringEquals":{"k:a":"x*"}}"#, r#"{"StringLike":{"k:a":"x*"}}"#, (true, false)),
            (
                r#"{"StringEquals":{"k:a":"x"}}"#,
                r#"{"StringLike":{"k:a":["x*","y"]}}"#,
                (true, false),
            ),
            (
                r#"{"StringEquals":{"k:a":"x"}}"#,
                r#"{"StringEqualsIgnoreCase":{"k:a":"X"}}"#,
                (true, false),
            ),
            (
                r#"{"StringLike":{"k:a":"x"}}"#,
                r#"{"StringEqualsIgnoreCase":{"k:a":"x"}}"#,
                (true, false),
            ),
            (
                r#"{"StringLike":{"k:a":"x*"}}"#,
                r#"{"StringEqualsIgnoreCase":{"k:a":"x*"}}"#,
                (false, false),
            ),
            (
                r#"{"StringEquals":{"k:a":"x"}}"#,
                r#"{"StringEqualsIfExists":{"k:a":"x"}}"#,
                (true, false),
            ),
            (
                r#"{"StringNotEquals":{"k:a":"x"}}"#,
                r#"{"StringNotEqualsIfExists":{"k:a":"x"}}"#,
                (true, true),
            ),
            (
                r#"{"StringNotLike":{"k:a":["x*","y"]}}"#,
                r#"{"StringNotEquals":{"k:a":"xy"}}"#,
                (true, false),
            ),
            (
                r#"{"StringEquals":{"k:a":"x"}}"#,
                r#"{"StringEquals":{"K:A":["x","y"]}}"#,
                (true, false),
            ),
            (r#"{"StringEquals":{"k:a":"x"}}"#, r#"{"Null":{"k:a":"false"}}"#, (true, false)),
            (
                r#"{"Null":{"k:a":"true"}}"#,
                r#"{"StringEqualsIfExists":{"k:a":"x"}}"#,
                (true, false),
            ),
            (r#"{"Null":{"k:a":"true"}}"#, r#"{"Null":{"k:a":["true","false"]}}"#, (true, false)),
            (
                r#"{"StringEquals":{"k:a":"x"}}"#,
                r#"{"StringNotEquals":{"k:a":"y"}}"#,
                (false, false),
            ),
            (
                r#"{"ForAnyValue:StringEquals":{"k:a":"x"}}"#,
                r#"{"StringEquals":{"k:a":"x"}}"#,
                (false, false),
            ),
            (
                r#"{"ForAllValues:StringEquals":{"k:a":"x"}}"#,
                r#"{"ForAllValues:StringEquals":{"k:a":["x","x"]}}"#,
                (true, true),
            ),
            (
                r#"{"ForAllValues:StringEquals":{"k:a":"x"}}"#,
                r#"{"ForAllValues:StringEquals":{"k:a":["x","y"]}}"#,
                (false, false),
            ),
            (
                r#"{"NumericLessThan":{"k:a":"5"}}"#,
                r#"{"NumericLessThan":{"k:a":"10"}}"#,
                (true, false),
            ),
            (
                r#"{"NumericLessThan":{"k:a":"5"}}"#,
                r#"{"NumericLessThanEquals":{"k:a":"5.0"}}"#,
                (true, false),
            ),
            (
                r#"{"NumericEquals":{"k:a":"5"}}"#,
                r#"{"NumericGreaterThanEquals":{"k:a":"5"}}"#,
                (true, false),
            ),
            (
                r#"{"NumericEquals":{"k:a":"5"}}"#,
                r#"{"NumericLessThan":{"k:a":"5"}}"#,
                (false, false),
            ),
            (
                r#"{"NumericLessThan":{"k:a":"5"}}"#,
                r#"{"NumericGreaterThan":{"k:a":"5"}}"#,
                (false, false),
            ),
            (
                r#"{"DateGreaterThan":{"k:a":"2027-01-01"}}"#,
                r#"{"DateGreaterThan":{"k:a":"2026-01-01T00:00:00Z"}}"#,
                (true, false),
            ),
            (
                r#"{"IpAddress":{"k:a":"10.1.0.0/16"}}"#,
                r#"{"IpAddress":{"k:a":"10.0.0.0/8"}}"#,
                (true, false),
            ),
            (
                r#"{"NotIpAddress":{"k:a":"10.0.0.0/8"}}"#,
                r#"{"NotIpAddress":{"k:a":"10.1.0.0/16"}}"#,
                (true, false),
            ),
            (
                r#"{"ArnEquals":{"k:a":"arn:aws:s3:::a"}}"#,
                r#"{"ArnLike":{"k:a":"arn:aws:s3:::*"}}"#,
                (true, false),
            ),
            (
                r#"{"ArnEquals":{"k:a":"arn:aws:s3:::a*"}}"#,
                r#"{"ArnLike":{"k:a":"arn:aws:s3:::a*"}}"#,
                (true, true),
            ),
            (r#"{"Bool":{"k:a":"true"}}"#, r#"{"Bool":{"k:a":true}}"#, (true, true)),
            (
                r#"{"BinaryEquals":{"k:a":"QQ=="}}"#,
                r#"{"BinaryEquals":{"k:a":"QQ"}}"#,
                (true, true),
            ),
        ] {
            assert_eq!(implications(first, second), expected, "{first} {second}");
        }
    }
}
