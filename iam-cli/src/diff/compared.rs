//! A policy and what differs.

use crate::held::Values;
use crate::render::Region;
use iam_access::{Comparison, Relation, Verdict};
use std::borrow::Cow;
use std::fmt;

/// Which policy something is about: the file, and who holds it there if it is not alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) file: String,
    pub(super) policy: String,
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if self.policy.is_empty() { Ok(()) } else { write!(f, ": {}", self.policy) }
    }
}

/// Something that is not compared, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NotCompared {
    pub(super) key: Key,
    pub(super) why: String,
    /// Whether the rest of its file is compared.
    pub(super) is_part: bool,
}

/// A policy on both sides.
#[derive(Debug)]
pub(super) struct Compared {
    pub(super) key: Key,
    /// What it grants itself.
    pub(super) comparison: Comparison,
    /// What it lets others have: of a control policy, and of denials that differ.
    pub(super) let_through: Option<Comparison>,
    /// Whether it is a control policy, which grants nothing.
    pub(super) is_control_policy: bool,
    /// Whether the new side has something that is not known, and that the old one did not have.
    pub(super) is_open: bool,
    /// Whether nothing tells which of the old ones was there where the new one is.
    pub(super) is_redecided: bool,
    /// Why it is not known what is granted: of a side that cannot be read for what is assumed in it, and of what
    /// somebody has by its name alone.
    pub(super) why: Option<String>,
    /// What is to be said beside it if nothing more is granted.
    pub(super) note: Option<&'static str>,
    /// Where each statement of the new one stands.
    pub(super) places: Vec<Region>,
    /// What was assumed on both sides for what is not known, by name.
    pub(super) assumed: Values,
}

impl Compared {
    /// How both sides stand to each other: what is not known could be anything.
    pub(super) fn relation(&self) -> Relation {
        match self.shown() {
            Relation::Equal | Relation::Narrower if self.is_open || self.overlooks_root() => {
                Relation::Unknown
            }
            relation => relation,
        }
    }

    /// What is to be said beside it.
    pub(super) fn note(&self) -> Option<&'static str> {
        let is_passed = matches!(self.relation(), Relation::Equal | Relation::Narrower);
        self.note.filter(|_| is_passed)
    }

    /// How they do with what is assumed.
    fn shown(&self) -> Relation {
        let all = || std::iter::once(&self.comparison).chain(&self.let_through);
        let gained = worst(all().map(|it| it.gained.verdict()));
        Relation::of(gained, worst(all().map(|it| it.lost.verdict())))
    }

    /// Why it is not known how both sides stand to each other, whatever each of them grants.
    pub(super) fn why_open(&self) -> Option<Cow<'_, str>> {
        if self.is_redecided {
            return Some("what decides on it has changed".into());
        }
        if let Some(why) = &self.why {
            return Some(why.into());
        }
        let root =
            "conditions on the root user have changed, and requests of root are not looked at";
        if self.overlooks_root() {
            return Some(root.into());
        }
        let is_shown = matches!(self.shown(), Relation::Equal | Relation::Narrower);
        (self.is_open && is_shown).then_some("what is not known of it may grant more".into())
    }

    fn overlooks_root(&self) -> bool {
        let mut all = std::iter::once(&self.comparison).chain(&self.let_through);
        all.any(|it| it.gained.overlooks_root())
    }

    /// What is said of a request that is let through now, and of one that is not any more.
    pub(super) fn words(&self) -> [&'static str; 2] {
        if self.is_control_policy {
            ["lets through", "lets through no more"]
        } else {
            ["denies no more", "denies"]
        }
    }
}

/// FAIL if one is, then unknown.
fn worst(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let order = |it: &Verdict| match it {
        Verdict::Fail => 2,
        Verdict::Unknown => 1,
        Verdict::Pass => 0,
    };
    verdicts.max_by_key(order).unwrap_or(Verdict::Pass)
}
