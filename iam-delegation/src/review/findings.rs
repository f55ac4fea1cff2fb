//! What the checks have against a document.

use super::phrase::Phrase;
use super::presence::All;
use crate::declaration::Presence;
use crate::set::StatementPresence;
use iam_core::check::{self, Options, Subject};
use iam_core::document::{ByteSpan, Node};
use iam_core::finding::FindingType;
use iam_core::json::{self, PathElement};
use iam_core::policy::{Kind, Policy};

/// One finding.
#[derive(Clone, Debug)]
pub(crate) struct FindingView {
    pub(crate) code: &'static str,
    pub(crate) finding_type: FindingType,
    pub(crate) message: Phrase,
    /// Why it matters; empty if the check does not say.
    pub(crate) why: Phrase,
    pub(crate) fix: Option<Phrase>,
    /// What brings in what it is about, beyond its statement.
    pub(crate) presence: All,
    /// The statement that it is about, counted from 0; none if it is about the whole document.
    pub(super) statement: Option<usize>,
}

/// What the checks have against `policy`, in the order of the document.
pub(super) fn of<K: Kind>(
    policy: &Policy<K>,
    presences: &[StatementPresence],
    is_template: bool,
) -> Vec<FindingView> {
    let document = policy.to_document();
    let options = Options::new(K::TYPE).canonical();
    let options = if is_template { options.template() } else { options };
    let findings = check::run(&Subject::of_tree(&document), options).into_iter().map(|finding| {
        let about = resource_at(&document, finding.span, presences);
        let related = finding.related.iter().flat_map(|&span| {
            let statement = statement_at(&document, span);
            let elsewhere = statement.filter(|index| Some(*index) != finding.statement);
            let whole = elsewhere.and_then(|index| presences.get(index)).map(|it| it.statement);
            whole.into_iter().chain(resource_at(&document, span, presences))
        });
        FindingView {
            code: finding.code,
            finding_type: finding.finding_type,
            presence: All::of(about.into_iter().chain(related)),
            message: Phrase::of_text(&finding.message),
            why: sentence(finding.why),
            fix: finding.fix.as_deref().map(Phrase::of_text),
            statement: finding.statement,
        }
    });
    findings.collect()
}

/// The reason that a check gives.
fn sentence(why: &str) -> Phrase {
    let phrase = Phrase::of_text(why);
    let is_ended = phrase.is_empty() || why.ends_with(['.', '!', '?']);
    if is_ended { phrase } else { phrase.and(".") }
}

fn statement_at(document: &Node<'_>, span: ByteSpan) -> Option<usize> {
    match *json::path(document, span).as_slice() {
        [PathElement::Value("Statement"), PathElement::Index(index), ..] => Some(index),
        _ => None,
    }
}

/// What brings in the resource at `span`, if a resource stands there.
fn resource_at(
    document: &Node<'_>,
    span: ByteSpan,
    presences: &[StatementPresence],
) -> Option<Presence> {
    match *json::path(document, span).as_slice() {
        [
            PathElement::Value("Statement"),
            PathElement::Index(statement),
            PathElement::Value("Resource"),
            ref rest @ ..,
        ] => {
            let resources = &presences.get(statement)?.resources;
            match rest {
                [PathElement::Index(index), ..] => resources.get(*index).copied(),
                // One resource is written bare.
                [] if resources.len() == 1 => resources.first().copied(),
                _ => None,
            }
        }
        _ => None,
    }
}
