//! ARNs, field by field.

use crate::context::Context;
use iam_core::arn::{colons, fields, is_account};
use iam_core::pattern::{self, Grammar, Pattern, Variable};

/// Text of a request that may be an ARN, and where its fields are.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    text: String,
    /// The first five colons; none if it is no ARN.
    colons: Option<[usize; 5]>,
    /// How many colons there are in all.
    colon_count: usize,
}

impl Fields {
    pub(crate) fn new(text: &str) -> Self {
        let colons = text.starts_with("arn:").then(|| colons::<false>(text)).flatten();
        Self { text: text.to_owned(), colons, colon_count: colon_count(text) }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What follows the fifth colon.
    pub(crate) fn resource(&self) -> Option<&str> {
        self.text.get(self.colons?[4] + 1..)
    }

    /// The partition, the first field after `arn`.
    pub(crate) fn partition(&self) -> Option<&str> {
        fields(&self.text, self.colons?).get(1).copied()
    }

    /// `/prod/GET/pets` of an API's method, with the slash.
    fn path_in_api(&self) -> Option<&str> {
        let [_, _, service, _, _, resource] = fields(&self.text, self.colons?);
        let slash = resource.find('/').filter(|_| service == "execute-api")?;
        resource.get(slash..)
    }

    /// Whose it is: the account as the ARN has it, be it no number.
    pub(crate) fn owner(&self) -> Option<&str> {
        fields(&self.text, self.colons?).get(4).copied()
    }

    /// The account, unless the ARN leaves it open or the resource is AWS's own, as
    /// `arn:aws:iam::aws:policy/ReadOnlyAccess` is.
    pub(crate) fn account(&self) -> Option<&str> {
        fields(&self.text, self.colons?).get(4).copied().filter(|account| is_account(account))
    }
}

fn colon_count(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b':').count()
}

/// An ARN of a policy, as `Resource` and the `Arn` operators write it.
#[derive(Clone, Debug)]
pub(crate) enum ArnTest {
    Any,
    /// All six fields, none with a variable: compared one by one.
    Plain {
        text: Box<str>,
        colons: [usize; 5],
        spans_beyond: SpansBeyond,
    },
    /// All six fields, some with variables or escapes.
    Fields {
        patterns: Box<[Pattern; 6]>,
        whole: Pattern,
        spans_beyond: SpansBeyond,
    },
    /// Fewer: the text as a whole.
    Text(Pattern),
    /// `/prod/GET/pets` of `execute-api:/prod/GET/pets`, which goes on from the API that the policy
    /// is attached to.
    OfApi(Pattern),
}

/// A `*` that ends a field before the last may stand for the fields behind it, too. It then takes
/// colons: the text must have more than so many.
type SpansBeyond = usize;

fn spans_beyond(fields: &[&str; 6], colons: usize) -> SpansBeyond {
    let may_span = fields.iter().take(5).any(|field| field.ends_with('*'));
    if may_span { colons } else { usize::MAX }
}

impl ArnTest {
    pub(crate) fn new(text: &str, grammar: Grammar) -> Self {
        if !text.is_empty() && text.bytes().all(|byte| byte == b'*') {
            return Self::Any;
        }
        let has_variables = grammar.variables && text.contains("${");
        let whole = || Pattern::new(text, grammar);
        let colons = if has_variables { colons::<true>(text) } else { colons::<false>(text) };
        match colons {
            None => Self::Text(whole()),
            Some(colons) if has_variables => {
                let fields = fields(text, colons);
                Self::Fields {
                    // Values of variables may have colons.
                    spans_beyond: spans_beyond(&fields, 5),
                    patterns: Box::new(fields.map(|field| Pattern::new(field, grammar))),
                    whole: whole(),
                }
            }
            Some(colons) => Self::Plain {
                text: text.into(),
                colons,
                spans_beyond: spans_beyond(&fields(text, colons), colon_count(text)),
            },
        }
    }

    /// Of a policy that is attached to a resource: API Gateway completes what leaves out the API.
    ///
    /// Source: [how API Gateway resource policies affect authorization](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html)
    pub(crate) fn attached(text: &str, grammar: Grammar) -> Self {
        match text.strip_prefix("execute-api:") {
            Some(path) if path.starts_with('/') => Self::OfApi(Pattern::new(path, grammar)),
            _ => Self::new(text, grammar),
        }
    }

    /// As an entry of `Resource`. A `*` that ends its field may stand for several fields.
    ///
    /// Source: [`Resource`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
    pub(crate) fn matches_resource(&self, resource: &Fields, context: &Context) -> bool {
        let value = |variable| context.value_of(variable);
        match self {
            Self::Any => true,
            Self::Plain { .. } | Self::Fields { .. } => resource.colons.is_some_and(|colons| {
                self.fits(&resource.text, colons, context) || self.spans(resource, context)
            }),
            Self::Text(pattern) => pattern.matches_across_fields(&resource.text, value),
            Self::OfApi(pattern) => {
                resource.path_in_api().is_some_and(|path| pattern.matches(path, value))
            }
        }
    }

    /// As a value of an `Arn` operator, which compares six fields.
    ///
    /// Source: [ARN operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN)
    pub(crate) fn matches_value(&self, value: &str, colons: [usize; 5], context: &Context) -> bool {
        self.fits(value, colons, context)
    }

    /// Field by field.
    fn fits(&self, value: &str, at: [usize; 5], context: &Context) -> bool {
        // The resource tells most apart, `arn` and the partition least.
        let values = fields(value, at).into_iter().rev();
        match self {
            Self::Plain { text, colons, .. } => {
                let mut pairs = fields(text, *colons).into_iter().rev().zip(values);
                pairs.all(|(pattern, value)| pattern == "*" || pattern::matches(pattern, value))
            }
            Self::Fields { patterns, .. } => {
                let mut pairs = patterns.iter().rev().zip(values);
                pairs.all(|(pattern, value)| pattern.matches(value, |it| context.value_of(it)))
            }
            Self::Any | Self::Text(_) | Self::OfApi(_) => false,
        }
    }

    /// Whether a `*` that stands for more than its own field makes it match.
    fn spans(&self, resource: &Fields, context: &Context) -> bool {
        let (Self::Plain { spans_beyond, .. } | Self::Fields { spans_beyond, .. }) = self else {
            return false;
        };
        if resource.colon_count <= *spans_beyond {
            return false;
        }
        let value = |variable| context.value_of(variable);
        match self {
            Self::Plain { text, .. } => {
                let grammar = Grammar { wildcards: true, variables: false };
                Pattern::new(text, grammar).matches_across_fields(&resource.text, value)
            }
            Self::Fields { whole, .. } => whole.matches_across_fields(&resource.text, value),
            Self::Any | Self::Text(_) | Self::OfApi(_) => false,
        }
    }

    /// The ARN, if it stands for itself alone.
    pub(crate) fn literal(&self) -> Option<&str> {
        match self {
            Self::Plain { text, .. } if !text.contains(['*', '?']) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn has_six_fields(&self) -> bool {
        matches!(self, Self::Plain { .. } | Self::Fields { .. })
    }

    /// The keys of its variables that have no default, in lower case.
    pub(crate) fn needed_keys(&self) -> impl Iterator<Item = &str> {
        let patterns = match self {
            Self::Any | Self::Plain { .. } => &[],
            Self::Fields { patterns, .. } => patterns.as_slice(),
            Self::Text(pattern) | Self::OfApi(pattern) => std::slice::from_ref(pattern),
        };
        patterns.iter().flat_map(Pattern::variables).filter_map(needed_key)
    }
}

/// The key without which the variable has no value.
pub(crate) fn needed_key(variable: &Variable) -> Option<&str> {
    variable.default().is_none().then(|| variable.key())
}
