//! How a finding can be mended, as data: edits of the tree that the checks look at.

use crate::document::ByteSpan;

/// One way to mend a finding: all of its edits together, or none.
///
/// # Examples
///
/// ```
/// use iam_language::document::ByteSpan;
/// use iam_language::finding::{Applicability, Fix};
/// let fix = Fix::replace(ByteSpan { start: 11, end: 17 }, "Allow");
/// assert_eq!(fix.title, "write `Allow`");
/// assert_eq!(fix.applicability, Applicability::MachineApplicable);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// What it does, for a menu: ``write `s3:GetObject` ``.
    pub title: String,
    /// What changes, each at a place of its own.
    pub edits: Vec<Edit>,
    /// Whether it may be done unasked.
    pub applicability: Applicability,
}

/// How sure it is that a fix is what was meant, in the words of rustc.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Applicability {
    /// Nobody needs to look: either the policy means the same before and after, or IAM would refuse it as
    /// it is and only this can have been meant. It never gives anybody more than was written.
    MachineApplicable,
    /// The likeliest of several, or one that changes what the policy means: somebody has to look.
    MaybeIncorrect,
    /// It leaves text that somebody has to fill in.
    HasPlaceholders,
}

/// A change of the tree. A place is that of a node, or that of the name of a member.
///
/// A check knows places and texts; quotes, escapes, commas and white space are for
/// [`json::apply`](crate::json::apply).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Edit {
    /// The string, number, word or name at `at` becomes this string.
    Replace {
        /// The place of what is replaced.
        at: ByteSpan,
        /// The string, unescaped.
        with: String,
    },
    /// The item of a list, or the member whose name is at `at`, goes.
    Remove {
        /// The place of the item, or of the name of the member.
        at: ByteSpan,
    },
    /// An object gets another member, before those that it has.
    Insert {
        /// The place of the object.
        into: ByteSpan,
        /// The name of the member, unescaped.
        name: String,
        /// The string that it is set to, unescaped.
        with: String,
    },
}

impl Fix {
    /// Writes this string in place of what stands at `at`.
    #[must_use]
    pub fn replace(at: ByteSpan, with: impl Into<String>) -> Self {
        let with = with.into();
        Self::sure(format!("write `{with}`"), Edit::Replace { at, with })
    }

    /// Removes an item, or the member whose name is at `at`; `what` it is, for the title.
    #[must_use]
    pub fn remove(at: ByteSpan, what: &str) -> Self {
        Self::sure(format!("remove `{what}`"), Edit::Remove { at })
    }

    /// Adds a member to the object at `into`.
    #[must_use]
    pub fn insert(into: ByteSpan, name: impl Into<String>, with: impl Into<String>) -> Self {
        let (name, with) = (name.into(), with.into());
        Self::sure(format!("add `\"{name}\": \"{with}\"`"), Edit::Insert { into, name, with })
    }

    /// The same with another title.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Self {
        Self { title: title.into(), ..self }
    }

    /// The same and these edits.
    #[must_use]
    pub fn and(mut self, edits: impl IntoIterator<Item = Edit>) -> Self {
        self.edits.extend(edits);
        self
    }

    /// Writes `meant` in place of the misspelt name at `at`: for sure if they differ in case alone.
    #[must_use]
    pub fn respell(at: ByteSpan, written: &str, meant: &str) -> Self {
        Self::replace(at, meant).sure_if(written.eq_ignore_ascii_case(meant))
    }

    /// The same, but somebody has to look unless it is `sure`.
    #[must_use]
    pub fn sure_if(self, sure: bool) -> Self {
        if sure { self } else { self.maybe_incorrect() }
    }

    /// The same, but somebody has to look.
    #[must_use]
    pub fn maybe_incorrect(self) -> Self {
        Self { applicability: Applicability::MaybeIncorrect, ..self }
    }

    /// The same, but somebody has to fill in what it leaves open.
    #[must_use]
    pub fn has_placeholders(self) -> Self {
        Self { applicability: Applicability::HasPlaceholders, ..self }
    }

    /// Whether it may be done unasked.
    #[must_use]
    pub fn is_sure(&self) -> bool {
        self.applicability == Applicability::MachineApplicable
    }

    fn sure(title: String, edit: Edit) -> Self {
        Self { title, edits: vec![edit], applicability: Applicability::MachineApplicable }
    }
}
