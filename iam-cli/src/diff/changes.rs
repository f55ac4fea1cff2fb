//! The policies of a configuration on both sides, by their addresses.

use super::pairs::{Policy, Set, Sides, places};
use super::{Key, NotCompared};
use crate::held::{Assumed, open};
use crate::input;
use iam_core::json::LineIndex;
use iam_source::terraform::Module;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// What two versions of a configuration have.
pub(super) struct Changes<'p> {
    root: &'p Path,
    pub(super) all: BTreeMap<Key, Sides>,
    pub(super) not: BTreeSet<NotCompared>,
    /// The key of each policy that was met, by its address.
    keys: HashMap<String, Key>,
    /// The text of each file of each version that was added.
    texts: Vec<BTreeMap<PathBuf, String>>,
}

impl<'p> Changes<'p> {
    /// Of a configuration below this folder.
    pub(super) fn new(root: &'p Path) -> Self {
        let (all, not, keys) = (BTreeMap::new(), BTreeSet::new(), HashMap::new());
        Self { root, all, not, keys, texts: Vec::new() }
    }

    /// Adds the policies of one version.
    pub(super) fn add(
        &mut self,
        module: &Module,
        text: &dyn Fn(&Path) -> Option<String>,
        set: Set,
    ) {
        let mut texts = BTreeMap::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for path in module.paths() {
            let Some(contents) = module.contents(path) else { continue };
            let file = input::name(&self.root.join(path));
            let text = text(path).unwrap_or_default();
            texts.insert(path.to_owned(), text.clone());
            let lines = LineIndex::new(&text);
            for (_, found) in contents.named() {
                // The second of one address is another on both sides.
                let count = seen.entry(found.name()).or_default();
                *count += 1;
                let policy = match *count {
                    1 => found.name(),
                    count => format!("{} ({count})", found.name()),
                };
                let Assumed { text, values } = Assumed::of(found);
                let new = Key { file: file.clone(), policy: policy.clone() };
                let key = self.keys.entry(policy).or_insert_with(|| new.clone());
                // Where it stands now counts, not where it stood.
                if *key != new
                    && let Some(sides) = self.all.remove(key)
                {
                    self.all.insert(new.clone(), sides);
                    *key = new;
                }
                let sides = self.all.entry(key.clone()).or_default();
                sides.policy_type = sides.policy_type.or(found.policy_type);
                let (open, places) = (open(&values), places(&found.document, &lines));
                sides.assumed.extend(values);
                set(sides, Policy { text, places, open });
            }
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
