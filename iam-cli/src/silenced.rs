//! What a file itself silences.

use crate::input;
use crate::visible::visible;
use iam_core::check::about;
use iam_core::document::{ByteSpan, Node};
use iam_core::finding::Finding;
use iam_core::json::LineIndex;
use iam_core::policy::Element;
use iam_source::found::{Covers, Found, Silence};
use std::path::Path;

/// The silences of a file, and which of them were met.
pub(crate) struct Silences {
    all: Vec<Silence>,
    met: Vec<bool>,
}

impl Silences {
    pub(crate) fn new(all: Vec<Silence>) -> Self {
        let met = vec![false; all.len()];
        Self { all, met }
    }

    /// Whether a finding of this policy is silenced.
    pub(crate) fn take(&mut self, found: &Found<'_>, finding: &Finding) -> bool {
        let mut is_silenced = false;
        for (silence, met) in self.all.iter().zip(&mut self.met) {
            let is_meant = silence.code == finding.code && !silence.reason.is_empty();
            if is_meant && covers(&silence.covers, found, finding) {
                is_silenced = true;
                *met = true;
            }
        }
        is_silenced
    }

    /// What is wrong with the silences themselves, a line each.
    pub(crate) fn problems(&self, path: &Path, lines: &LineIndex<'_>) -> Vec<String> {
        let problem = |(silence, met): (&Silence, &bool)| {
            let Silence { code, reason, span, covers, .. } = silence;
            let why = match about(code) {
                _ if let Covers::Nothing(instead) = covers => {
                    let written = visible(code);
                    format!("`{written}` is not understood and silences nothing: write `{instead}`")
                }
                Err(unknown) => unknown.to_string(),
                Ok(_) if reason.is_empty() => {
                    format!("`{code}` is not silenced without a reason: write it after the code")
                }
                Ok(_) if !met => format!("`{code}` is silenced here, and finds nothing: remove it"),
                Ok(_) => return None,
            };
            let line = lines.position(span.start as usize).line;
            Some(format!("{}:{line}: {why}", input::name(path)))
        };
        self.all.iter().zip(&self.met).filter_map(problem).collect()
    }
}

fn covers(covers: &Covers, found: &Found<'_>, finding: &Finding) -> bool {
    match covers {
        Covers::Everything => true,
        Covers::Holder(holder) => found.holder == *holder,
        Covers::Line(line) => {
            let starts = |span: ByteSpan| (line.start..=line.end).contains(&span.start);
            let statement = finding.statement.and_then(|index| {
                let statements = Element::Statement.of(&found.document)?;
                statements.node.items().get(index).map(|it: &Node<'_>| it.span)
            });
            starts(finding.span) || statement.is_some_and(starts) || starts(found.span)
        }
        _ => false,
    }
}
