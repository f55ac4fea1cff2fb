//! The values of a test, laid out so that a value of the request finds its like without a walk over
//! all of them.

use crate::context::Context;
use crate::fields::ArnTest;
use iam_core::literal::Decimal;
use iam_core::pattern::Pattern;
use std::cmp::Ordering;

/// What a value of the request is to be beside one of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }

    /// Whether it holds beside some value of a sorted list, of which `compare` says how each stands
    /// to the one asked about.
    pub(crate) fn holds_for_some<T>(self, sorted: &[T], compare: impl Fn(&T) -> Ordering) -> bool {
        let nearest = match self {
            Self::Equal => return sorted.binary_search_by(compare).is_ok(),
            // Less than one of them is less than the greatest.
            Self::Less | Self::LessOrEqual => sorted.last(),
            Self::Greater | Self::GreaterOrEqual => sorted.first(),
        };
        nearest.is_some_and(|value| self.holds(compare(value).reverse()))
    }
}

/// Texts, or patterns of texts.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    /// Texts that stand for themselves, sorted.
    literals: Box<[Box<str>]>,
    /// With wildcards or variables.
    patterns: Box<[Pattern]>,
}

impl Texts {
    pub(crate) fn new(patterns: impl Iterator<Item = Pattern>) -> Self {
        let mut literals = Vec::new();
        let mut others = Vec::new();
        for pattern in patterns {
            match pattern.into_literal() {
                Ok(text) => literals.push(text),
                Err(pattern) => others.push(pattern),
            }
        }
        Self { literals: sorted(literals), patterns: others.into() }
    }

    pub(crate) fn matches(&self, value: &str, context: &Context) -> bool {
        has(&self.literals, value)
            || self.patterns.iter().any(|it| it.matches(value, |it| context.value_of(it)))
    }

    pub(crate) fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }
}

/// Texts of which case does not count.
#[derive(Clone, Debug)]
pub(crate) struct CaselessTexts {
    /// In lower case, sorted.
    folded: Box<[Box<str>]>,
    /// With variables.
    patterns: Box<[Pattern]>,
}

impl CaselessTexts {
    pub(crate) fn new(patterns: impl Iterator<Item = Pattern>) -> Self {
        let Texts { literals, patterns } = Texts::new(patterns);
        let folded = literals.iter().map(|text| fold(text).into_boxed_str()).collect();
        Self { folded: sorted(folded), patterns }
    }

    pub(crate) fn matches(&self, value: &str, context: &Context) -> bool {
        let lower = || value.chars().flat_map(char::to_lowercase);
        let place = self.folded.binary_search_by(|folded| folded.chars().cmp(lower()));
        place.is_ok()
            || self.patterns.iter().any(|pattern| {
                let text = pattern.text(|variable| context.value_of(variable));
                text.is_some_and(|text| text.chars().flat_map(char::to_lowercase).eq(lower()))
            })
    }

    pub(crate) fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }
}

fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Numbers as they are spelled, sorted by what they are.
pub(crate) fn numbers<'t>(texts: impl Iterator<Item = &'t str>) -> Box<[Box<str>]> {
    let mut numbers: Vec<_> =
        texts.filter_map(|text| Some((Decimal::parse(text)?, text))).collect();
    numbers.sort_by_key(|(number, _)| *number);
    numbers.into_iter().map(|(_, text)| text.into()).collect()
}

/// ARNs, or patterns of ARNs.
#[derive(Clone, Debug)]
pub(crate) struct Arns {
    /// ARNs without wildcards or variables, sorted.
    literals: Box<[Box<str>]>,
    patterns: Box<[ArnTest]>,
}

impl Arns {
    /// Those of `arns` that have six fields.
    pub(crate) fn new(arns: impl Iterator<Item = ArnTest>) -> Self {
        let mut literals = Vec::new();
        let mut patterns = Vec::new();
        for arn in arns.filter(ArnTest::has_six_fields) {
            match arn.literal() {
                Some(text) => literals.push(text.into()),
                None => patterns.push(arn),
            }
        }
        Self { literals: sorted(literals), patterns: patterns.into() }
    }

    pub(crate) fn matches(&self, value: &str, colons: [usize; 5], context: &Context) -> bool {
        has(&self.literals, value)
            || self.patterns.iter().any(|arn| arn.matches_value(value, colons, context))
    }

    pub(crate) fn patterns(&self) -> &[ArnTest] {
        &self.patterns
    }
}

/// Sorted, each once.
pub(crate) fn sorted(mut texts: Vec<Box<str>>) -> Box<[Box<str>]> {
    texts.sort_unstable();
    texts.dedup();
    texts.into()
}

/// Whether a sorted list has `text`.
pub(crate) fn has(sorted: &[Box<str>], text: &str) -> bool {
    sorted.binary_search_by(|known| (**known).cmp(text)).is_ok()
}
