//! What is not known of a policy before it is deployed.

use iam_core::document::ByteSpan;

/// Something in a policy that only deploying it tells: what a reference leads to, a variable without a default.
///
/// In the tree it is a parameter of a template, `${Name}`, within whatever is known around it, so that the
/// checks judge what holds whatever fills it. Where no text can stand, as for a whole list, it is
/// [`Value::Interpolated`](iam_core::document::Value) with the index of the hole.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hole {
    /// Where it stands in the text of the file.
    pub span: ByteSpan,
    /// What it is called in the tree, without `${` and `}`.
    pub name: String,
    /// Whether it can hold no more than a name: no `/`, no `:` and no wildcard.
    pub is_name: bool,
    /// What would be needed to know it, in words, such as ``the value of the parameter `Stage` ``.
    pub what: String,
}

impl Hole {
    /// A hole at `span`.
    #[must_use]
    pub fn new(span: ByteSpan, name: impl Into<String>, what: impl Into<String>) -> Self {
        Self { span, name: name.into(), is_name: false, what: what.into() }
    }

    /// The same, of which is known that it is a name.
    #[must_use]
    pub fn named(self, is_name: bool) -> Self {
        Self { is_name, ..self }
    }
}
