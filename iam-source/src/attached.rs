//! What grants or limits by its name alone: what it says stands elsewhere, or nowhere here.

use iam_core::document::ByteSpan;

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
        Self { span, holder, kind, name }
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
