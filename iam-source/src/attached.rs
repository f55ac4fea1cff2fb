//! What grants or limits by its name alone: what it says stands elsewhere, or nowhere here.

use iam_core::document::ByteSpan;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Something that somebody has by its name: a managed policy, a permissions boundary, a place in a group.
///
/// That one is there, or is there no more, changes what somebody may do, though no policy that can be read says so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attached {
    /// Where its name stands.
    pub span: ByteSpan,
    /// Who has it: the logical id, the address or the name.
    pub holder: String,
    /// What it is.
    pub kind: AttachedKind,
    /// Its name or ARN; what is not known of it is a parameter, `${Name}`.
    pub name: String,
    /// What was decided so that somebody has it, as [`Found::decided`](crate::found::Found::decided).
    pub decided: Vec<Arc<str>>,
}

/// What somebody has by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AttachedKind {
    /// A policy, which grants.
    Policy,
    /// A policy that stands here itself, called by who holds it.
    OwnPolicy,
    /// A group, whose policies grant.
    Group,
    /// A permissions boundary or a control policy, which limits.
    Limit,
}

impl Attached {
    /// One that stands at `span`. What is known of neither but that it is `${Name}` is called `Name`.
    #[must_use]
    pub fn new(
        span: ByteSpan,
        holder: impl Into<String>,
        kind: AttachedKind,
        name: impl Into<String>,
    ) -> Self {
        let [holder, name] = [holder.into(), name.into()].map(plain);
        Self { span, holder, kind, name, decided: Vec::new() }
    }

    /// The same, where this was decided.
    #[must_use]
    pub fn decided_by(self, decided: impl IntoIterator<Item = Arc<str>>) -> Self {
        Self { decided: decided.into_iter().collect(), ..self }
    }
}

/// The name of a parameter that is the whole of a text.
fn plain(text: String) -> String {
    let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    match name {
        Some(name) if !name.contains(['$', '}']) => name.to_owned(),
        _ => text,
    }
}

/// A name, where it stands and what was decided on the way to it.
pub(crate) type Named = (ByteSpan, String, BTreeSet<Arc<str>>);

/// What is there on one of several ways.
pub(crate) struct Way {
    pub(crate) names: Vec<(ByteSpan, String)>,
    pub(crate) decided: BTreeSet<Arc<str>>,
}

/// The names that are there on some of several ways: of one that is on all of them nothing was decided but what was
/// on all.
pub(crate) fn on_ways(ways: Vec<Way>) -> Vec<Named> {
    let count = ways.len();
    let mut all: Vec<Named> = Vec::new();
    let mut times: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut always: BTreeMap<String, BTreeSet<Arc<str>>> = BTreeMap::new();
    for Way { names, decided } in ways {
        let mut seen = BTreeSet::new();
        for (span, name) in names {
            if !seen.insert(name.clone()) {
                continue;
            }
            let (at, times) = times.entry(name.clone()).or_insert((all.len(), 0));
            *times += 1;
            if let Some((.., some)) = all.get_mut(*at) {
                some.extend(decided.iter().cloned());
                always.entry(name).and_modify(|it| it.retain(|text| decided.contains(text)));
            } else {
                all.push((span, name.clone(), decided.clone()));
                always.insert(name, decided.clone());
            }
        }
    }
    for (_, name, decided) in &mut all {
        if times.get(name).is_some_and(|(_, times)| *times == count) {
            *decided = always.remove(name).unwrap_or_default();
        }
    }
    all
}
