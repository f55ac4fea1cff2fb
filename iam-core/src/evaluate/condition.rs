//! The tests of a `Condition`, ready to be put to requests.

use super::context::{Context, ContextValue};
use super::fields::{ArnTest, colons};
use super::text::{Grammar, Pattern, boolean};
use crate::literal::{Decimal, Instant, Network};
use crate::policy::{
    Comparison, ComparisonFamily, ConditionBlock, ConditionOperator, ConditionTest, ConditionValue,
    SetQualifier, Version,
};
use crate::registry::{self, ConditionKey};
use std::cmp::Ordering;

/// One key of a `Condition` and what it is compared with.
#[derive(Clone, Debug)]
pub(super) struct Test {
    pub(super) operator: ConditionOperator,
    /// As written.
    pub(super) key: Box<str>,
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
    Text(Box<[Pattern]>),
    TextIgnoringCase(Box<[Pattern]>),
    Number(Order, Box<[Box<str>]>),
    Date(Order, Box<[Instant]>),
    Bool(Box<[Pattern]>),
    Binary(Box<[Box<str>]>),
    Network(Box<[Network]>),
    Arn(Box<[ArnTest]>),
    /// Whether the key is to be missing.
    Null(Box<[bool]>),
}

/// What a value of the request is to be beside one of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
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

    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Text(it) | Self::TextIgnoringCase(it) | Self::Bool(it) => it.len(),
            Self::Number(_, it) | Self::Binary(it) => it.len(),
            Self::Date(_, it) => it.len(),
            Self::Null(it) => it.len(),
            Self::Network(it) => it.len(),
            Self::Arn(it) => it.len(),
        }
    }
}

impl Test {
    /// The tests of a block. Values that are not of the operator's type are left out.
    pub(super) fn of_block(
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
            texts().map(|text| Pattern::new(text, grammar)).collect()
        };
        let values = match comparison.family() {
            ComparisonFamily::String => match comparison {
                Comparison::StringEqualsIgnoreCase | Comparison::StringNotEqualsIgnoreCase => {
                    Values::TextIgnoringCase(patterns(false))
                }
                _ => Values::Text(patterns(wildcards)),
            },
            ComparisonFamily::Numeric => {
                let numbers = texts().filter(|text| Decimal::parse(text).is_some());
                Values::Number(order, numbers.map(Box::from).collect())
            }
            ComparisonFamily::Date => {
                Values::Date(order, texts().filter_map(Instant::parse).collect())
            }
            // The page on operators lets `Bool` have variables, that on variables does not.
            ComparisonFamily::Bool => {
                let grammar = Grammar::of(version, false);
                let patterns = texts().map(|text| Pattern::new(text, grammar));
                Values::Bool(patterns.filter(Pattern::may_be_boolean).collect())
            }
            ComparisonFamily::Binary => Values::Binary(texts().map(Box::from).collect()),
            ComparisonFamily::IpAddress => {
                Values::Network(texts().filter_map(Network::parse).collect())
            }
            ComparisonFamily::Arn => {
                let grammar = Grammar::of(version, true);
                let arns = texts().map(|text| ArnTest::new(text, grammar));
                Values::Arn(arns.filter(ArnTest::has_six_fields).collect())
            }
            ComparisonFamily::Null => Values::Null(texts().filter_map(boolean).collect()),
        };
        let key = test.key.as_str();
        Self {
            operator,
            key: key.into(),
            lower: key.to_ascii_lowercase().into(),
            multivalued: registry::condition_key(key).is_some_and(ConditionKey::is_multivalued),
            negated: comparison.is_negated(),
            has_misfits: values.len() < test.values.len(),
            values,
        }
    }

    /// Whether the request passes.
    ///
    /// Source: [operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html),
    /// [keys with sets of values](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
    pub(super) fn passes(&self, context: &Context) -> bool {
        let value = context.get(&self.lower);
        if let Values::Null(wanted) = &self.values {
            return wanted.contains(&value.is_none());
        }
        let Some(value) = value else {
            return self.operator.if_exists
                || match self.operator.qualifier {
                    Some(SetQualifier::ForAllValues) => true,
                    Some(SetQualifier::ForAnyValue) => false,
                    None => self.negated,
                };
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
            Values::Text(patterns) => patterns.iter().any(|it| it.matches(value, context)),
            Values::TextIgnoringCase(patterns) => {
                patterns.iter().any(|it| it.equals_ignoring_case(value, context))
            }
            Values::Number(order, numbers) => {
                let value = Decimal::parse(value)?;
                let mut numbers = numbers.iter().filter_map(|number| Decimal::parse(number));
                numbers.any(|number| order.holds(value.cmp(&number)))
            }
            Values::Date(order, dates) => {
                let value = Instant::parse(value)?;
                dates.iter().any(|date| order.holds(value.cmp(date)))
            }
            Values::Bool(wanted) => {
                let value = if boolean(value)? { "true" } else { "false" };
                wanted.iter().any(|it| it.equals_ignoring_case(value, context))
            }
            Values::Binary(wanted) => wanted.iter().any(|it| same_bytes(it, value)),
            Values::Network(networks) => {
                let value = Network::parse(value)?;
                networks.iter().any(|network| network.contains(value))
            }
            Values::Arn(arns) => {
                let colons = colons(value)?;
                arns.iter().any(|arn| arn.matches_value(value, colons, context))
            }
            Values::Null(_) => return None,
        })
    }

    /// The keys that the request lacks and that would count: the key itself and those of variables.
    pub(super) fn missing_keys<'t>(&'t self, context: &Context) -> Vec<&'t str> {
        let mut keys = Vec::new();
        if context.get(&self.lower).is_none() {
            keys.push(&*self.key);
        }
        let patterns: &[Pattern] = match &self.values {
            Values::Text(it) | Values::TextIgnoringCase(it) | Values::Bool(it) => it,
            _ => &[],
        };
        let arns: &[ArnTest] = if let Values::Arn(arns) = &self.values { arns } else { &[] };
        let variables = patterns.iter().flat_map(Pattern::needed_keys);
        let variables = variables.chain(arns.iter().flat_map(ArnTest::needed_keys));
        keys.extend(variables.filter(|key| context.get(key).is_none()));
        keys
    }

    /// The values that the request has for the key.
    pub(super) fn found<'c>(&self, context: &'c Context) -> Option<&'c ContextValue> {
        context.get(&self.lower)
    }
}

/// Whether two texts of base 64 are the same bytes: padding may be left out.
fn same_bytes(a: &str, b: &str) -> bool {
    a.trim_end_matches('=') == b.trim_end_matches('=')
}
