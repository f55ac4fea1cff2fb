//! Two policies, both ways.

use crate::answer::{Answer, Verdict};
use crate::granted::Grants;
use crate::no_new_access::no_new_access;
use std::fmt;

/// How what the new policy grants stands to what the existing one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "two sets stand to each other so, or it is not known")]
pub enum Relation {
    /// The same.
    Equal,
    /// Less, and nothing more.
    Narrower,
    /// More, and nothing less.
    Wider,
    /// More of some and less of other access.
    Neither,
    /// Not proved one way or the other.
    Unknown,
}

impl Relation {
    /// That of a policy of which these are the answers whether it grants more, and whether it grants less.
    #[must_use]
    pub const fn of(gained: Verdict, lost: Verdict) -> Self {
        match (gained, lost) {
            (Verdict::Pass, Verdict::Pass) => Self::Equal,
            (Verdict::Pass, Verdict::Fail) => Self::Narrower,
            (Verdict::Fail, Verdict::Pass) => Self::Wider,
            (Verdict::Fail, Verdict::Fail) => Self::Neither,
            (Verdict::Unknown, _) | (_, Verdict::Unknown) => Self::Unknown,
        }
    }

    /// In a word: `equal`, `narrower`, `wider`, `neither`, `unknown`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Narrower => "narrower",
            Self::Wider => "wider",
            Self::Neither => "neither",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What a new policy grants beside an existing one, and what it does not grant any more.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Comparison {
    /// What the new policy grants and the existing one does not: statements of the new one.
    pub gained: Answer,
    /// What the existing policy grants and the new one does not: statements of the existing one.
    pub lost: Answer,
}

impl Comparison {
    /// How both stand to each other.
    #[must_use]
    pub fn relation(&self) -> Relation {
        Relation::of(self.gained.verdict(), self.lost.verdict())
    }
}

/// What a new policy grants beside an existing one, both ways.
///
/// # Examples
///
/// ```
/// use iam_access::{Relation, compare};
/// use iam_core::policy::Policy;
/// let policy = |action: &str| -> Policy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Action": "{action}", "Resource": "*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let comparison = compare(&policy("s3:Get*"), &policy("s3:*Object"));
/// assert_eq!(comparison.relation(), Relation::Neither);
/// assert_eq!(compare(&policy("s3:*"), &policy("s3:Get*")).relation(), Relation::Narrower);
/// ```
#[must_use]
pub fn compare(existing: &(impl Grants + ?Sized), new: &(impl Grants + ?Sized)) -> Comparison {
    Comparison { gained: no_new_access(existing, new), lost: no_new_access(new, existing) }
}
