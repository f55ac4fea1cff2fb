//! The length of a document as the quotas count it.

use crate::Options;
use crate::prelude::*;
use crate::source::Source;
use iam_language::document::{ByteSpan, Member, Node, Value};
use iam_language::finding::{Finding, thousands};
use iam_language::json::escaped_len;
use iam_language::policy::{ParameterLength, longest_text_len};
use std::ops::{Bound, RangeBounds};

/// Reports a document whose number of characters, white space aside, is one of `lengths`.
pub(crate) fn exceeds(
    policy: &PolicyView<'_, '_>,
    lengths: impl RangeBounds<usize>,
    report: &mut Report,
    about: impl FnOnce(ByteSpan, usize) -> Finding,
) {
    // Most policies are so short that nothing need be counted.
    let Source { is_plain, chars, .. } = policy.source;
    if let Bound::Included(least) = lengths.start_bound()
        && is_plain
        && !policy.options.template
        && chars < *least
    {
        return;
    }
    let len = compact_len(policy);
    if lengths.contains(&len) {
        report.push(about(policy.document.span, len));
    }
}

/// Reports a policy of an organization that is longer than `quota` characters, white space and all:
/// what is sent is stored as it is. `otherwise` is what to do if white space is not the reason.
pub(crate) fn exceeds_as_written(
    policy: &PolicyView<'_, '_>,
    (kind, quota, otherwise): (&str, usize, &str),
    report: &mut Report,
    about: &'static About,
) {
    let Options { template, canonical, .. } = policy.options;
    let is_written = policy.source.chars > 0 && !template && !canonical;
    let len = if is_written { policy.source.chars } else { compact_len(policy) };
    if len <= quota {
        return;
    }
    let (long, most) = (thousands(len), thousands(quota));
    let message = format!("the {kind} has {long} characters, the quota is {most}");
    let compact = compact_len(policy);
    let fix = if compact <= quota {
        format!("leave out the white space: without it there are {}", thousands(compact))
    } else {
        otherwise.to_owned()
    };
    report.push(about.at(policy.document.span, message).with_fix(fix));
}

fn compact_len(policy: &PolicyView<'_, '_>) -> usize {
    let measure = Measure { options: policy.options, is_plain: policy.source.is_plain };
    *policy.length.get_or_init(|| measure.len(policy.document))
}

struct Measure {
    options: Options,
    /// Whether each text is as long in JSON as it is.
    is_plain: bool,
}

impl Measure {
    /// The characters of `node` as compact JSON, with the parameters of a template at their longest.
    fn len(&self, node: &Node<'_>) -> usize {
        let commas = |items: usize| items.saturating_sub(1);
        match &node.value {
            Value::Null => "null".len(),
            Value::Bool(value) => if *value { "true" } else { "false" }.len(),
            Value::Number(text) => escaped_len(text),
            Value::String(text) => self.text_len(text),
            // Unknown until run time: counted as empty text.
            Value::Interpolated(_) => "\"\"".len(),
            Value::Array(items) if self.options.canonical && is_list_of_one(items) => {
                items.iter().map(|item| self.len(item)).sum()
            }
            Value::Array(items) => {
                let items_len: usize = items.iter().map(|item| self.len(item)).sum();
                "[]".len() + commas(items.len()) + items_len
            }
            Value::Object(members) => {
                let member_len = |Member { key, node, .. }: &Member<'_>| {
                    self.text_len(key) + ":".len() + self.len(node)
                };
                "{}".len() + commas(members.len()) + members.iter().map(member_len).sum::<usize>()
            }
        }
    }

    fn text_len(&self, text: &str) -> usize {
        let len = if self.options.template {
            longest_text_len(text, ParameterLength::PSEUDO)
        } else if self.is_plain || is_plain(text) {
            text.len()
        } else {
            escaped_len(text)
        };
        "\"\"".len() + len
    }
}

/// Whether each byte of `text` is a character of JSON; written so that many are looked at at once.
fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |plain, byte| {
        plain & matches!(byte, b' '..=b'~') & !matches!(byte, b'"' | b'\\')
    })
}

/// Whether canonical JSON has no brackets here. Statements keep theirs.
fn is_list_of_one(items: &[Node<'_>]) -> bool {
    matches!(items, [item] if !matches!(item.value, Value::Object(_)))
}
