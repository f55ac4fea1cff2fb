//! The tests of a `Condition`, ready to be put to requests.

use crate::context::{Context, ContextValue};
use crate::fields::{ArnTest, needed_key};
use crate::values::{self, Arns, CaselessTexts, Order, Texts};
use iam_core::arn::colons;
use iam_core::literal::{Decimal, Instant, Network, Networks};
use iam_core::pattern::{Grammar, Pattern};
use iam_core::policy::{
    Comparison, ComparisonFamily, ConditionBlock, ConditionOperator, ConditionTest, ConditionValue,
    SetQualifier, Version,
};
use iam_core::registry::{self, ConditionKey};
use std::cmp::Ordering;

/// One key of a `Condition` and what it is compared with.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub(crate) operator: ConditionOperator,
    /// As written.
    pub(crate) key: Box<str>,
    lower: Box<str>,
    /// Whether the key has a set of values, as the registry has it.
    multivalued: bool,
    negated: bool,
    /// Whether some value of the policy is not of the type that the operator compares.
    has_misfits: bool,
    values: Values,
}

/// The values of a policy, of the type that its operator compares.
#[derive(Clone, Debug)]
enum Values {
    Text(Texts),
    TextIgnoringCase(CaselessTexts),
    /// Sorted.
    Number(Order, Box<[Box<str>]>),
    /// Sorted.
    Date(Order, Box<[Instant]>),
    Bool(CaselessTexts),
    /// Without padding, sorted.
    Binary(Box<[Box<str>]>),
    Network(Networks),
    Arn(Arns),
    /// Whether the key is to be missing.
    Null(Box<[bool]>),
}

impl Order {
    fn of(comparison: Comparison) -> Self {
        match comparison {
            Comparison::NumericLessThan | Comparison::DateLessThan => Self::Less,
            Comparison::NumericLessThanEquals | Comparison::DateLessThanEquals => Self::LessOrEqual,
            Comparison::NumericGreaterThan | Comparison::DateGreaterThan => Self::Greater,
            Comparison::NumericGreaterThanEquals | Comparison::DateGreaterThanEquals => {
                Self::GreaterOrEqual
            }
            _ => Self::Equal,
        }
    }
}

impl Test {
    /// The tests of a block. Values that are not of the operator's type are left out.
    pub(crate) fn of_block(
        block: &ConditionBlock,
        version: Option<Version>,
    ) -> impl Iterator<Item = Self> {
        block.tests.iter().map(move |test| Self::new(block.operator, test, version))
    }

    fn new(operator: ConditionOperator, test: &ConditionTest, version: Option<Version>) -> Self {
        let comparison = operator.comparison;
        let order = Order::of(comparison);
        let wildcards = matches!(comparison, Comparison::StringLike | Comparison::StringNotLike);
        let texts = || test.values.iter().map(ConditionValue::as_str);
        let patterns = |wildcards| {
            let grammar = Grammar::of(version, wildcards);
            texts().map(move |text| Pattern::new(text, grammar))
        };
        // How many values are of the operator's type.
        let mut understood = test.values.len();
        let values = match comparison.family() {
            ComparisonFamily::String => match comparison {
                Comparison::StringEqualsIgnoreCase | Comparison::StringNotEqualsIgnoreCase => {
                    Values::TextIgnoringCase(CaselessTexts::new(patterns(false)))
                }
                _ => Values::Text(Texts::new(patterns(wildcards))),
            },
            ComparisonFamily::Numeric => {
                let numbers = values::numbers(texts());
                understood = numbers.len();
                Values::Number(order, numbers)
            }
            ComparisonFamily::Date => {
                let mut dates: Vec<_> = texts().filter_map(Instant::parse).collect();
                understood = dates.len();
                dates.sort_unstable();
                Values::Date(order, dates.into())
            }
            // The page on operators lets `Bool` have variables, that on variables does not.
            ComparisonFamily::Bool => {
                let patterns: Vec<_> = patterns(false).filter(may_be_boolean).collect();
                understood = patterns.len();
                Values::Bool(CaselessTexts::new(patterns.into_iter()))
            }
            ComparisonFamily::Binary => {
                Values::Binary(values::sorted(texts().map(|text| unpadded(text).into()).collect()))
            }
            ComparisonFamily::IpAddress => {
                let networks: Vec<_> = texts().filter_map(Network::parse).collect();
                understood = networks.len();
                Values::Network(Networks::new(networks))
            }
            ComparisonFamily::Arn => {
                let grammar = Grammar::of(version, true);
                let arns: Vec<_> = texts().map(|text| ArnTest::new(text, grammar)).collect();
                understood = arns.iter().filter(|arn| arn.has_six_fields()).count();
                Values::Arn(Arns::new(arns.into_iter()))
            }
            ComparisonFamily::Null => {
                let wanted: Box<[_]> = texts().filter_map(boolean).collect();
                understood = wanted.len();
                Values::Null(wanted)
            }
        };
        let key = test.key.as_str();
        Self {
            operator,
            key: key.into(),
            lower: key.to_ascii_lowercase().into(),
            multivalued: registry::condition_key(key).is_some_and(ConditionKey::is_multivalued),
            negated: comparison.is_negated(),
            has_misfits: understood < test.values.len(),
            values,
        }
    }

    /// Whether the request passes.
    ///
    /// Source: [operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html),
    /// [keys with sets of values](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
    pub(crate) fn passes(&self, context: &Context) -> bool {
        let value = context.get(&self.lower);
        if let Values::Null(wanted) = &self.values {
            return wanted.contains(&value.is_none());
        }
        let Some(value) = value else {
            return self.operator.passes_without_key();
        };
        // What cannot be compared is neither like nor unlike.
        let passes = |value: &String| {
            self.is_like(value, context).is_some_and(|like| like != self.negated)
                && !(self.negated && self.has_misfits)
        };
        let values = value.as_slice();
        // A set of nothing but empty text is as good as none.
        let is_empty = || values.iter().all(String::is_empty);
        match self.operator.qualifier {
            Some(SetQualifier::ForAllValues) => is_empty() || values.iter().all(passes),
            Some(SetQualifier::ForAnyValue) => !is_empty() && values.iter().any(passes),
            // Sets need a qualifier: without one, the test of a set is never met.
            None if self.multivalued && matches!(value, ContextValue::Many(_)) => false,
            None if self.negated => values.iter().all(passes),
            None => values.iter().any(passes),
        }
    }

    /// Whether some value of the policy is like that of the request; none if that is not of the type
    /// that the operator compares.
    fn is_like(&self, value: &str, context: &Context) -> Option<bool> {
        Some(match &self.values {
            Values::Text(texts) => texts.matches(value, context),
            Values::TextIgnoringCase(texts) => texts.matches(value, context),
            Values::Number(order, numbers) => {
                let value = Decimal::parse(value)?;
                // Those of the policy were read before.
                order.holds_for_some(numbers, |number| {
                    Decimal::parse(number).map_or(Ordering::Less, |number| number.cmp(&value))
                })
            }
            Values::Date(order, dates) => {
                let value = Instant::parse(value)?;
                order.holds_for_some(dates, |date| date.cmp(&value))
            }
            Values::Bool(wanted) => {
                let value = if boolean(value)? { "true" } else { "false" };
                wanted.matches(value, context)
            }
            Values::Binary(wanted) => values::has(wanted, unpadded(value)),
            Values::Network(networks) => networks.contain(Network::parse(value)?),
            Values::Arn(arns) => arns.matches(value, colons::<false>(value)?, context),
            Values::Null(_) => return None,
        })
    }

    /// The keys that the request lacks and that would count: the key itself and those of variables.
    pub(crate) fn missing_keys<'t>(&'t self, context: &Context) -> Vec<&'t str> {
        let patterns = match &self.values {
            Values::Text(texts) => texts.patterns(),
            Values::TextIgnoringCase(texts) | Values::Bool(texts) => texts.patterns(),
            _ => &[],
        };
        let arns = if let Values::Arn(arns) = &self.values { arns.patterns() } else { &[] };
        let variables = patterns.iter().flat_map(Pattern::variables).filter_map(needed_key);
        let mut variables: Vec<_> =
            variables.chain(arns.iter().flat_map(ArnTest::needed_keys)).collect();
        // Thousands of values may have the same variable.
        variables.sort_unstable();
        variables.dedup();
        let own = context.get(&self.lower).is_none().then_some(&*self.key);
        let variables = variables.into_iter().filter(|key| context.get(key).is_none());
        own.into_iter().chain(variables).collect()
    }

    /// The values that the request has for the key.
    pub(crate) fn found<'c>(&self, context: &'c Context) -> Option<&'c ContextValue> {
        context.get(&self.lower)
    }
}

/// Text of base 64 without its padding, which may be left out.
fn unpadded(text: &str) -> &str {
    text.trim_end_matches('=')
}

/// `true` or `false`, whatever the case.
fn boolean(text: &str) -> Option<bool> {
    let is = |word| text.eq_ignore_ascii_case(word);
    if is("true") { Some(true) } else { is("false").then_some(false) }
}

/// Whether some value of its variables makes it `true` or `false`.
fn may_be_boolean(pattern: &Pattern) -> bool {
    pattern.literal().is_none_or(|text| boolean(text).is_some())
}
