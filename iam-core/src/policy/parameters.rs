//! The values that turn a policy template into a policy.

use crate::arn::ArnPattern;
use crate::pattern::{Piece, pieces};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Values for template parameters, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    values: BTreeMap<String, Value>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Value {
    text: String,
    wildcards: bool,
}

impl Parameters {
    /// No values yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives `name` the value `text`, which stands for itself alone.
    #[must_use]
    pub fn set(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.insert(name.into(), Value { text: text.into(), wildcards: false })
    }

    /// Gives `name` a value in which `*` and `?` are meant as wildcards.
    #[must_use]
    pub fn set_pattern(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.insert(name.into(), Value { text: text.into(), wildcards: true })
    }

    fn insert(mut self, name: String, value: Value) -> Self {
        self.values.insert(name, value);
        self
    }

    /// `text` with its parameters replaced.
    pub(super) fn fill(&self, text: &str, problems: &mut BTreeSet<ParameterProblem>) -> String {
        if !text.contains("${") {
            return text.to_owned();
        }
        // Only the last field of an ARN may hold colons.
        let resource = ArnPattern::parse(text).map_or(0, |arn| text.len() - arn.resource.len());
        let mut filled = String::with_capacity(text.len());
        let mut at = 0;
        for piece in pieces(text) {
            let written = match piece {
                Piece::Parameter { name } => {
                    match self.value(name, at < resource) {
                        Ok(value) => filled.push_str(value),
                        Err(reason) => {
                            problems.insert(ParameterProblem { name: name.to_owned(), reason });
                        }
                    }
                    "${}".len() + name.len()
                }
                other => {
                    let len = piece_len(other);
                    filled.push_str(text.get(at..at + len).unwrap_or_default());
                    len
                }
            };
            at += written;
        }
        filled
    }

    fn value(&self, name: &str, in_arn_field: bool) -> Result<&str, Reason> {
        let Value { text, wildcards } = self.values.get(name).ok_or(Reason::Missing)?;
        let malformed = |why| Err(Reason::Malformed { value: text.clone(), why });
        if !wildcards && text.contains(['*', '?']) {
            return malformed("it holds a wildcard");
        }
        if text.contains(char::is_control) || text.contains("${") {
            return malformed("it holds a control character or `${`");
        }
        if in_arn_field && text.contains(':') {
            return malformed("a `:` would shift the fields of the ARN");
        }
        let pattern = *wildcards && text.contains(['*', '?']);
        match name {
            "AWS::Partition" if !pattern && !is_partition(text) => {
                malformed("a partition is `aws`, `aws-cn`, `aws-us-gov`, …")
            }
            "AWS::Region" if !pattern && !is_region(text) => {
                malformed("a region is written like `eu-west-1`")
            }
            "AWS::AccountId" if !pattern && !is_account(text) => {
                malformed("an account id has twelve digits")
            }
            _ => Ok(text),
        }
    }
}

fn piece_len(piece: Piece<'_>) -> usize {
    match piece {
        Piece::Text(text) | Piece::Unclosed(text) => text.len(),
        Piece::Wildcard { .. } => 1,
        Piece::Escaped(name) | Piece::Variable { name } | Piece::Parameter { name } => {
            "${}".len() + name.len()
        }
    }
}

/// The shape of a partition's name. That it exists is for the registry to say.
fn is_partition(text: &str) -> bool {
    let mut words = text.split('-');
    words.next() == Some("aws") && words.all(is_word)
}

/// The shape of a region's name: words and a number.
fn is_region(text: &str) -> bool {
    let Some((words, number)) = text.rsplit_once('-') else { return false };
    let numbered = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    numbered && words.contains('-') && words.split('-').all(is_word)
}

fn is_word(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Parameters without a fitting value: all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResolveError {
    // INVARIANT: not empty; sorted, each parameter's problem once.
    problems: Vec<ParameterProblem>,
}

/// One parameter without a fitting value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ParameterProblem {
    name: String,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Missing,
    Malformed { value: String, why: &'static str },
}

impl ResolveError {
    pub(super) fn unless_empty(problems: BTreeSet<ParameterProblem>) -> Result<(), Self> {
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Self { problems: problems.into_iter().collect() })
        }
    }

    /// Each parameter that is at fault.
    #[must_use]
    pub fn problems(&self) -> &[ParameterProblem] {
        &self.problems
    }
}

impl ParameterProblem {
    /// The name of the parameter.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for ParameterProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Missing => write!(f, "`{}` has no value", self.name),
            Reason::Malformed { value, why } => {
                write!(f, "`{}` cannot be `{}`: {why}", self.name, value.escape_debug())
            }
        }
    }
}

impl fmt::Display for ResolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for ResolveError {}
