//! The values that turn a policy template into a policy.

use iam_language::arn::{ArnPattern, is_account};
use iam_language::pattern::{Piece, parameters, pieces};
use iam_language::problem::{Problem, Problems};
use iam_language::visible::hides;
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
    ///
    /// Each value is judged by itself, then by what it makes of the text.
    pub(crate) fn fill(&self, text: &str, problems: &mut BTreeSet<ParameterProblem>) -> String {
        if !text.contains("${") {
            return text.to_owned();
        }
        let arn = ArnPattern::parse(text).ok();
        // Only the last field of an ARN may hold colons.
        let resource = arn.map_or(0, |arn| text.len() - arn.resource.len());
        let mut filled = String::with_capacity(text.len());
        let mut variables = 0;
        let mut at = 0;
        let known = problems.len();
        for piece in pieces(text) {
            let len = piece.written_len();
            if let Piece::Parameter { name } = piece {
                match self.value(name, at < resource) {
                    Ok(value) => filled.push_str(value),
                    Err(reason) => {
                        problems.insert(ParameterProblem { name: name.to_owned(), reason });
                    }
                }
            } else {
                let written = text.get(at..at + len).unwrap_or_default();
                variables += written.matches("${").count();
                filled.push_str(written);
            }
            at += len;
        }
        if problems.len() == known
            && let Some(why) = misfit(&filled, variables, arn)
        {
            problems.extend(parameters(text).map(|name| self.malformed(name, why)));
        }
        filled
    }

    fn malformed(&self, name: &str, why: &'static str) -> ParameterProblem {
        let value = self.values.get(name).map(|value| value.text.clone()).unwrap_or_default();
        ParameterProblem { name: name.to_owned(), reason: Reason::Malformed { value, why } }
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
        if text.contains(hides) {
            return malformed("it holds a character that cannot be seen");
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

/// Why a text that was filled in cannot be meant, if that is so.
fn misfit(
    filled: &str,
    variables: usize,
    template: Option<ArnPattern<'_>>,
) -> Option<&'static str> {
    if filled.is_empty() {
        return Some("nothing would be left in its place");
    }
    if filled.matches("${").count() != variables {
        return Some("with its neighbours it would make a policy variable");
    }
    let template = template?;
    let Ok(arn) = ArnPattern::parse(filled) else { return Some("it would leave no ARN") };
    let is_pattern = |field: &str| field.contains(['*', '?']) || field.contains("${");
    let filled_in = |written: &str| written.contains("${");
    let judged = [
        (template.partition, arn.partition, is_partition as fn(&str) -> bool),
        (template.region, arn.region, is_region),
        (template.account, arn.account, |text| is_account(text) || text == "aws"),
    ];
    let wrong = judged.into_iter().any(|(written, field, fits)| {
        filled_in(written) && !field.is_empty() && !is_pattern(field) && !fits(field)
    });
    wrong.then_some("the ARN would have no partition, region or account of AWS there")
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

/// Parameters without a fitting value: all of them, sorted, each parameter's problem once.
pub type ResolveError = Problems<ParameterProblem>;

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

impl Problem for ParameterProblem {
    const BETWEEN: &'static str = "; ";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, values: &[(&str, &str)]) -> String {
        let set = |all: Parameters, (name, value): &(&str, &str)| all.set(*name, *value);
        let mut problems = BTreeSet::new();
        values.iter().fold(Parameters::new(), set).fill(text, &mut problems);
        ResolveError::unless_none(problems).expect_err(text).to_string()
    }

    #[test]
    fn values_are_judged_by_their_place() {
        assert!(refused("${X}", &[("X", "")]).contains("nothing would be left"));
        assert!(refused("arn:aws:sqs:${R}:1:q", &[("R", "moon")]).contains("region"));
        assert!(refused("arn:aws:sqs:eu-west-1:${A}:q", &[("A", "12345")]).contains("account"));
        assert!(refused("arn:aws:sqs:${R}:1:q", &[("R", "eu-west-1:2")]).contains("shift"));
        assert!(refused("x${X}", &[("X", "a\u{202e}b")]).contains("cannot be seen"));
        assert!(refused("x${X}", &[("X", "*")]).contains("wildcard"));
    }

    #[test]
    fn no_variable_arises_at_a_seam() {
        assert!(refused("a$${X}", &[("X", "{aws:username}")]).contains("policy variable"));
        assert!(refused("${X}{aws:username}", &[("X", "$")]).contains("policy variable"));
        assert!(refused("${A}${B}", &[("A", "$"), ("B", "{aws:userid}")]).contains("variable"));
    }
}
