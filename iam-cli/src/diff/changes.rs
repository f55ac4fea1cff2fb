//! The policies of a configuration on both sides, by their addresses.

use super::attached::Attachments;
use super::paired::{Group, Side, Version, denies};
use super::{Key, NotCompared};
use crate::input;
use iam_core::json::LineIndex;
use iam_source::terraform::Module;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What two versions of a configuration have.
pub(super) struct Changes<'p> {
    root: &'p Path,
    /// The policies of each address.
    pub(super) all: BTreeMap<String, Group>,
    pub(super) not: BTreeSet<NotCompared>,
    pub(super) attached: Attachments,
    /// The text of each file of each version that was added.
    texts: Vec<BTreeMap<PathBuf, String>>,
}

impl<'p> Changes<'p> {
    /// Of a configuration below this folder.
    pub(super) fn new(root: &'p Path) -> Self {
        Self {
            root,
            all: BTreeMap::new(),
            not: BTreeSet::new(),
            attached: Attachments::default(),
            texts: Vec::new(),
        }
    }

    /// Adds the policies of one version.
    pub(super) fn add(
        &mut self,
        module: &Module,
        text: &dyn Fn(&Path) -> Option<String>,
        side: Side,
    ) {
        let mut texts = BTreeMap::new();
        for path in module.paths() {
            let Some(contents) = module.contents(path) else { continue };
            let file = input::name(&self.root.join(path));
            let text = text(path).unwrap_or_default();
            texts.insert(path.to_owned(), text.clone());
            let lines = LineIndex::new(&text);
            for found in &contents.policies {
                if side == Side::Old && denies(&found.document) {
                    self.attached.denied_by(&found.holder);
                }
                let version = Version::of(&file, found, &lines);
                self.all.entry(found.name()).or_default().add(side, version);
            }
            self.attached.add("", &file, &contents.attached, side);
            for it in &contents.unchecked {
                let key = Key { file: file.clone(), policy: it.holder.clone() };
                self.not.insert(NotCompared { key, why: it.reason.clone(), is_part: true });
            }
        }
        self.texts.push(texts);
    }

    /// Whether anything in the configuration is not as it was.
    pub(super) fn is_any(&self) -> bool {
        !matches!(self.texts.as_slice(), [old, new] if old == new)
    }
}
