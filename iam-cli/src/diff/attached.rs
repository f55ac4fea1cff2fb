//! What somebody has by its name alone: managed policies, groups and limits.
//!
//! What those say is not looked into. That somebody has one anew, or is limited by one no more, is told, and that what
//! decides on it has changed.

use super::Key;
use super::paired::Side;
use iam_source::attached::{Attached, AttachedKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who has what, of which kind, within a file or a configuration; a policy by what it is called everywhere.
type Has = (String, String, AttachedKind, String);

/// What one side has.
type Of = BTreeMap<Has, Having>;

#[derive(Debug)]
struct Having {
    /// The file that says so.
    file: String,
    /// The name as it is written.
    name: String,
    decided: BTreeSet<Arc<str>>,
}

/// What both sides have.
#[derive(Debug, Default)]
pub(super) struct Attachments {
    old: Of,
    new: Of,
    /// Who held policies that deny something.
    denied: BTreeSet<String>,
}

impl Attachments {
    /// Adds what stands in a file; within `whole`, which file it is does not matter.
    pub(super) fn add(&mut self, whole: &str, file: &str, all: &[Attached], side: Side) {
        let to = match side {
            Side::Old => &mut self.old,
            Side::New => &mut self.new,
        };
        for it in all {
            let has =
                (whole.to_owned(), it.holder.clone(), it.kind, everywhere(&it.name).to_owned());
            let having = to.entry(has).or_insert_with(|| Having {
                file: file.to_owned(),
                name: it.name.clone(),
                decided: BTreeSet::new(),
            });
            having.decided.extend(it.decided.iter().cloned());
        }
    }

    /// Takes down that a policy of this holder denied something.
    pub(super) fn denied_by(&mut self, holder: &str) {
        self.denied.insert(holder.to_owned());
    }

    /// Adds those of others.
    pub(super) fn extend(&mut self, other: Self) {
        self.old.extend(other.old);
        self.new.extend(other.new);
        self.denied.extend(other.denied);
    }

    /// Whether nobody has anything on either side.
    pub(super) fn is_empty(&self) -> bool {
        self.old.is_empty() && self.new.is_empty()
    }

    /// Forgets what a file had that cannot be read any more.
    pub(super) fn keep(&mut self, file: &str) {
        self.old.retain(|_, it| it.file != file);
    }

    /// Whoever may have more by it, and why.
    pub(super) fn more(self) -> BTreeMap<Key, Vec<String>> {
        let mut all: BTreeMap<Key, Vec<String>> = BTreeMap::new();
        let redecided = ["what decides on", " has changed"];
        let mut tell = |having: &Having, (_, holder, ..): &Has, [before, behind]: [&str; 2]| {
            let Having { file, name, .. } = having;
            let key = Key { file: file.clone(), policy: holder.clone() };
            all.entry(key).or_default().push(format!("{before} `{name}`{behind}"));
        };
        let were: BTreeSet<&String> = self.old.keys().map(|(.., name)| name).collect();
        for (has @ (.., kind, name), having) in &self.new {
            if *kind == AttachedKind::Limit {
                continue;
            }
            match self.old.get(has) {
                // What was there whatever is decided is there no more often.
                Some(it) if it.decided.is_empty() || it.decided == having.decided => {}
                Some(_) => tell(having, has, redecided),
                // A policy that is new itself is compared as that.
                None if *kind == AttachedKind::OwnPolicy && !were.contains(name) => {}
                None if *kind == AttachedKind::Group => {
                    tell(having, has, ["is in the group", " now"]);
                }
                None => tell(having, has, ["has the policy", " now"]),
            }
        }
        for (has @ (.., kind, _), having) in &self.old {
            if *kind != AttachedKind::Limit && !self.may_deny(&having.name) {
                continue;
            }
            match self.new.get(has) {
                Some(it) if it.decided.is_empty() || it.decided == having.decided => {}
                Some(_) => tell(having, has, redecided),
                None if *kind == AttachedKind::Limit => {
                    tell(having, has, ["is limited by", " no more"]);
                }
                None => tell(having, has, ["is denied what", " denies no more"]),
            }
        }
        all
    }

    /// Whether the policy of this name may have denied something: one of AWS that is called so, and any other if one
    /// that was read did, for a name may hide which it is.
    fn may_deny(&self, name: &str) -> bool {
        if name.contains(":iam::aws:policy/") {
            return name.contains("policy/AWSDeny");
        }
        // A name of SAM's.
        let is_of_aws = !name.contains([':', '.', '$']) && !self.denied.contains(name);
        !self.denied.is_empty() && !is_of_aws
    }
}

/// A policy of AWS's by its name alone, which SAM takes for its ARN; others as they are written.
fn everywhere(name: &str) -> &str {
    match name.split_once(":iam::aws:policy/") {
        Some((_, path)) => path.rsplit('/').next().unwrap_or(path),
        None => name,
    }
}
