//! What somebody has by its name alone: managed policies, groups and limits.
//!
//! What those say is not looked into. That somebody has one anew, or is limited by one no more, is told.

use super::Key;
use super::paired::Side;
use iam_source::attached::{Attached, AttachedKind};
use std::collections::{BTreeMap, BTreeSet};

/// Who has what, of which kind, within a file or a configuration.
type Has = (String, String, AttachedKind, String);

/// What both sides have, and the file that says so.
#[derive(Debug, Default)]
pub(super) struct Attachments {
    old: BTreeMap<Has, String>,
    new: BTreeMap<Has, String>,
}

impl Attachments {
    /// Adds what stands in a file; within `whole`, which file it is does not matter.
    pub(super) fn add(&mut self, whole: &str, file: &str, all: &[Attached], side: Side) {
        let to = match side {
            Side::Old => &mut self.old,
            Side::New => &mut self.new,
        };
        to.extend(all.iter().map(|it| {
            let has = (whole.to_owned(), it.holder.clone(), it.kind, it.name.clone());
            (has, file.to_owned())
        }));
    }

    /// Adds those of others.
    pub(super) fn extend(&mut self, other: Self) {
        self.old.extend(other.old);
        self.new.extend(other.new);
    }

    /// Whether nobody has anything on either side.
    pub(super) fn is_empty(&self) -> bool {
        self.old.is_empty() && self.new.is_empty()
    }

    /// Forgets what a file had that cannot be read any more.
    pub(super) fn keep(&mut self, file: &str) {
        self.old.retain(|_, it| it != file);
    }

    /// Whoever may have more by it, and why.
    pub(super) fn more(self) -> BTreeMap<Key, Vec<String>> {
        let Self { old, new } = self;
        let limits = |(_, _, kind, _): &Has| *kind == AttachedKind::Limit;
        let was: BTreeSet<&String> = old.keys().map(|(.., name)| name).collect();
        // A policy that is new itself is compared as that.
        let is_new =
            |(.., kind, name): &Has| *kind == AttachedKind::OwnPolicy && !was.contains(name);
        let gained =
            new.iter().filter(|(has, _)| !limits(has) && !old.contains_key(has) && !is_new(has));
        let lost = old.iter().filter(|(has, _)| limits(has) && !new.contains_key(has));
        let mut all: BTreeMap<Key, Vec<String>> = BTreeMap::new();
        for ((_, holder, kind, name), file) in gained.chain(lost) {
            let key = Key { file: file.clone(), policy: holder.clone() };
            let why = match kind {
                AttachedKind::Group => format!("is in the group `{name}` now"),
                AttachedKind::Limit => format!("is limited by `{name}` no more"),
                _ => format!("has the policy `{name}` now"),
            };
            all.entry(key).or_default().push(why);
        }
        all
    }
}
