//! Condition operators: `StringEquals`, `ForAnyValue:StringLike`, `NumericLessThanIfExists`, …

use std::fmt;
use std::str::FromStr;

/// An operator of a `Condition` block: a comparison, perhaps over a set, perhaps optional.
///
/// Reading ignores ASCII case; writing gives IAM's own spelling.
///
/// # Examples
///
/// ```
/// use iam_language::policy::{Comparison, ConditionOperator, SetQualifier};
/// let operator: ConditionOperator = "ForAnyValue:StringLikeIfExists".parse()?;
/// assert_eq!(operator.qualifier, Some(SetQualifier::ForAnyValue));
/// assert_eq!(operator.comparison, Comparison::StringLike);
/// assert!(operator.if_exists);
/// # Ok::<(), iam_language::policy::ConditionOperatorError>(())
/// ```
///
/// Source: [condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "IAM's operators have these three parts")]
pub struct ConditionOperator {
    /// How the values of a multivalued key count together.
    pub qualifier: Option<SetQualifier>,
    /// What is compared, and how.
    pub comparison: Comparison,
    /// Whether the test passes when the request lacks the key.
    pub if_exists: bool,
}

/// How a test over a multivalued key combines its values.
///
/// Source: [set operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "IAM has these two")]
pub enum SetQualifier {
    /// Every value of the request must pass; also true when there is none.
    ForAllValues,
    /// At least one value of the request must pass.
    ForAnyValue,
}

impl SetQualifier {
    /// As a policy spells it, without the colon.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ForAllValues => "ForAllValues",
            Self::ForAnyValue => "ForAnyValue",
        }
    }
}

macro_rules! comparisons {
    ($($name:ident),+ $(,)?) => {
        /// What an operator compares, and how. Each is spelled as in IAM.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Comparison {
            $(#[doc = concat!("`", stringify!($name), "`")] $name),+
        }

        impl Comparison {
            /// Every comparison.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// As a policy spells it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name)),+
                }
            }

            /// The comparison that is spelled like this, without case.
            fn find(text: &str) -> Option<Self> {
                match text {
                    $(stringify!($name) => Some(Self::$name),)+
                    _ => Self::ALL.iter().copied().find(|it| it.as_str().eq_ignore_ascii_case(text)),
                }
            }
        }
    };
}

comparisons! {
    StringEquals, StringNotEquals, StringEqualsIgnoreCase, StringNotEqualsIgnoreCase,
    StringLike, StringNotLike,
    NumericEquals, NumericNotEquals, NumericLessThan, NumericLessThanEquals,
    NumericGreaterThan, NumericGreaterThanEquals,
    DateEquals, DateNotEquals, DateLessThan, DateLessThanEquals, DateGreaterThan,
    DateGreaterThanEquals,
    Bool, BinaryEquals, IpAddress, NotIpAddress,
    ArnEquals, ArnLike, ArnNotEquals, ArnNotLike, Null,
}

impl Comparison {
    /// What it compares.
    #[must_use]
    pub const fn family(self) -> ComparisonFamily {
        match self {
            Self::StringEquals
            | Self::StringNotEquals
            | Self::StringEqualsIgnoreCase
            | Self::StringNotEqualsIgnoreCase
            | Self::StringLike
            | Self::StringNotLike => ComparisonFamily::String,
            Self::NumericEquals
            | Self::NumericNotEquals
            | Self::NumericLessThan
            | Self::NumericLessThanEquals
            | Self::NumericGreaterThan
            | Self::NumericGreaterThanEquals => ComparisonFamily::Numeric,
            Self::DateEquals
            | Self::DateNotEquals
            | Self::DateLessThan
            | Self::DateLessThanEquals
            | Self::DateGreaterThan
            | Self::DateGreaterThanEquals => ComparisonFamily::Date,
            Self::Bool => ComparisonFamily::Bool,
            Self::BinaryEquals => ComparisonFamily::Binary,
            Self::IpAddress | Self::NotIpAddress => ComparisonFamily::IpAddress,
            Self::ArnEquals | Self::ArnLike | Self::ArnNotEquals | Self::ArnNotLike => {
                ComparisonFamily::Arn
            }
            Self::Null => ComparisonFamily::Null,
        }
    }

    /// Whether it passes when no value of the policy is equal or alike; such a test also passes
    /// when the request lacks the key.
    ///
    /// Source: [condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
    #[must_use]
    pub const fn is_negated(self) -> bool {
        matches!(
            self,
            Self::StringNotEquals
                | Self::StringNotEqualsIgnoreCase
                | Self::StringNotLike
                | Self::NumericNotEquals
                | Self::DateNotEquals
                | Self::NotIpAddress
                | Self::ArnNotEquals
                | Self::ArnNotLike
        )
    }
}

/// What a comparison compares: the part of its name before `Equals`, `Like` and the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "IAM has these eight")]
pub enum ComparisonFamily {
    /// Text.
    String,
    /// Numbers.
    Numeric,
    /// Moments.
    Date,
    /// `true` and `false`.
    Bool,
    /// Bytes in base 64.
    Binary,
    /// Addresses and ranges of them.
    IpAddress,
    /// ARNs, field by field.
    Arn,
    /// Whether the request has the key at all.
    Null,
}

/// Text that is no condition operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConditionOperatorError(());

impl fmt::Display for ConditionOperatorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a condition operator of IAM")
    }
}

impl std::error::Error for ConditionOperatorError {}

impl ConditionOperator {
    /// The operator that applies `comparison` to a single value.
    #[must_use]
    pub const fn new(comparison: Comparison) -> Self {
        Self { qualifier: None, comparison, if_exists: false }
    }

    /// Whether a test passes on a request that lacks the key. That of `Null` is about nothing else and
    /// depends on its value: no, for it.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_language::policy::ConditionOperator;
    /// let passes = |operator: &str| operator.parse().map(ConditionOperator::passes_without_key);
    /// assert_eq!(passes("StringEquals"), Ok(false));
    /// assert_eq!(passes("StringNotEquals"), Ok(true));
    /// assert_eq!(passes("ForAnyValue:StringNotEquals"), Ok(false));
    /// assert_eq!(passes("ForAllValues:StringEquals"), Ok(true));
    /// assert_eq!(passes("ForAnyValue:StringEqualsIfExists"), Ok(true));
    /// ```
    ///
    /// Source: [operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html),
    /// [keys with sets of values](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
    #[must_use]
    pub const fn passes_without_key(self) -> bool {
        self.if_exists
            || match self.qualifier {
                Some(SetQualifier::ForAllValues) => true,
                Some(SetQualifier::ForAnyValue) => false,
                None => self.comparison.is_negated(),
            }
    }

    /// How many characters [`Display`](fmt::Display) writes.
    #[doc(hidden)]
    #[must_use]
    pub const fn spelling_len(self) -> usize {
        let qualifier = match self.qualifier {
            Some(qualifier) => qualifier.as_str().len() + 1,
            None => 0,
        };
        qualifier
            + self.comparison.as_str().len()
            + if self.if_exists { IF_EXISTS.len() } else { 0 }
    }

    /// The parts of the spelling, to be written one after the other.
    #[doc(hidden)]
    #[must_use]
    pub fn spelling(self) -> [&'static str; 4] {
        let (qualifier, colon) =
            self.qualifier.map_or(("", ""), |qualifier| (qualifier.as_str(), ":"));
        [qualifier, colon, self.comparison.as_str(), if self.if_exists { IF_EXISTS } else { "" }]
    }
}

const IF_EXISTS: &str = "IfExists";

impl FromStr for ConditionOperator {
    type Err = ConditionOperatorError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let colon = text.bytes().position(|byte| byte == b':');
        let halves = colon.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?)));
        let (qualifier, rest) = match halves {
            None => (None, text),
            Some((word, rest)) => {
                let qualifier = [SetQualifier::ForAllValues, SetQualifier::ForAnyValue]
                    .into_iter()
                    .find(|qualifier| qualifier.as_str().eq_ignore_ascii_case(word))
                    .ok_or(ConditionOperatorError(()))?;
                (Some(qualifier), rest)
            }
        };
        let stem = rest.len().checked_sub(IF_EXISTS.len()).and_then(|at| rest.split_at_checked(at));
        let (name, if_exists) = match stem {
            Some((stem, tail)) if tail.eq_ignore_ascii_case(IF_EXISTS) => (stem, true),
            _ => (rest, false),
        };
        let comparison = Comparison::find(name).ok_or(ConditionOperatorError(()))?;
        Ok(Self { qualifier, comparison, if_exists })
    }
}

impl fmt::Display for ConditionOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spelling().into_iter().try_for_each(|part| f.write_str(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_reads_back() {
        for &comparison in Comparison::ALL {
            for qualifier in
                [None, Some(SetQualifier::ForAllValues), Some(SetQualifier::ForAnyValue)]
            {
                for if_exists in [false, true] {
                    let operator = ConditionOperator { qualifier, comparison, if_exists };
                    assert_eq!(operator.to_string().parse(), Ok(operator));
                    assert_eq!(operator.to_string().len(), operator.spelling_len());
                }
            }
        }
    }

    #[test]
    fn other_words_are_refused() {
        for text in
            ["", "IfExists", "StringMatches", "ForSomeValues:StringLike", ":StringLike", "ü"]
        {
            assert!(text.parse::<ConditionOperator>().is_err(), "{text}");
        }
    }
}
