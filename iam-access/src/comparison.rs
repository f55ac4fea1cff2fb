//! Two policies, both ways.

use crate::answer::{Answer, Verdict};
use crate::granted::Grants;
use crate::question::Question;
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
/// As [`no_new_access`](crate::no_new_access()), and more closely: where both policies of a resource name an account,
/// which leaves it to that account whom it lets in, a role of the account that one of them names beside it is let in
/// at once, if the resource is the account's.
///
/// # Examples
///
/// ```
/// use iam_access::{Relation, compare};
/// use iam_core::policy::{Policy, ResourcePolicy};
/// let policy = |action: &str| -> Policy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Action": "{action}", "Resource": "*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let comparison = compare(&policy("s3:Get*"), &policy("s3:*Object"));
/// assert_eq!(comparison.relation(), Relation::Neither);
/// assert_eq!(compare(&policy("s3:*"), &policy("s3:Get*")).relation(), Relation::Narrower);
///
/// let key = |more: &str| -> ResourcePolicy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Principal": {{ "AWS": "111122223333" }}, "Action": "kms:*", "Resource": "*" }} {more}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let role = r#", { "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
///     "Principal": { "AWS": "arn:aws:iam::111122223333:role/reports" } }"#;
/// assert_eq!(compare(&key(""), &key(role)).relation(), Relation::Wider);
/// ```
#[must_use]
pub fn compare(existing: &(impl Grants + ?Sized), new: &(impl Grants + ?Sized)) -> Comparison {
    let gained = Question::of_new_access_within_accounts(existing.granted(), new.granted());
    let lost = Question::of_new_access_within_accounts(new.granted(), existing.granted());
    Comparison { gained: gained.today(), lost: lost.today() }
}
