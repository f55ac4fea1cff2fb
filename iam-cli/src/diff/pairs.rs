//! What is compared with what.

use super::args::Diff;
use super::at_revision::AtRevision;
use super::changes::Changes;
use super::{Key, NotCompared, git};
use crate::held::{Assumed, contents, folder_of, is_configuration, module, open};
use crate::input;
use crate::output::note;
use crate::render::Region;
use crate::walk::{self, Kind};
use iam_core::document::Node;
use iam_core::json::{self, LineIndex};
use iam_core::policy::{Element, PolicyType};
use iam_source::terraform::Files as _;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The texts of a policy on both sides; none where there is no such policy.
#[derive(Debug, Default)]
pub(super) struct Sides {
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    /// What it is, where what holds it says so.
    pub(super) policy_type: Option<PolicyType>,
    /// Where each statement of the new one stands.
    pub(super) places: Vec<Region>,
    /// What was assumed on both sides for what is not known, by name.
    pub(super) assumed: BTreeMap<String, String>,
    /// What of it is open on each side.
    pub(super) open: Open,
}

/// What of a policy only deploying tells.
#[derive(Debug, Default)]
pub(super) struct Open {
    old: BTreeSet<String>,
    new: BTreeSet<String>,
}

impl Open {
    /// Whether the new side has something that is not known, and that the old one did not have.
    pub(super) fn is_new(&self) -> bool {
        !self.new.is_subset(&self.old)
    }

    /// Whether one side has something that is not known.
    pub(super) fn is_some(&self) -> bool {
        !self.new.is_empty() || !self.old.is_empty()
    }
}

/// Notes the text of a policy on one side, and where its statements stand.
pub(super) type Set = fn(&mut Sides, Policy);

/// The text of a policy on one side, where its statements stand, and what of it is open.
pub(super) struct Policy {
    pub(super) text: String,
    pub(super) places: Vec<Region>,
    pub(super) open: BTreeSet<String>,
}

impl Sides {
    /// Whether a policy of a template is what it was, whatever in it is not known.
    pub(super) fn is_same(&self) -> bool {
        self.old == self.new && !self.assumed.is_empty()
    }

    pub(super) fn set_old(&mut self, policy: Policy) {
        self.old = Some(policy.text);
        self.open.old = policy.open;
    }

    pub(super) fn set_new(&mut self, policy: Policy) {
        self.new = Some(policy.text);
        self.places = policy.places;
        self.open.new = policy.open;
    }
}

/// Where the statements of a policy stand.
pub(super) fn places(document: &Node<'_>, lines: &LineIndex<'_>) -> Vec<Region> {
    let statements = Element::Statement.of(document).into_iter();
    statements.flat_map(|it| it.node.items()).map(|it| Region::new(lines, it.span)).collect()
}

/// Whether a file was named, or is one of a folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meant {
    Surely,
    Perhaps,
}

/// What is compared, by name, and what is not, with the reason.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) all: BTreeMap<Key, Sides>,
    pub(super) not: BTreeSet<NotCompared>,
}

pub(super) fn of(args: &Diff) -> Result<Pairs, String> {
    let mut pairs = Pairs::default();
    if let Some(base) = &args.base {
        for path in &args.paths {
            let revision = git::revision(base, path)?;
            pairs.since(path, &revision)?;
        }
        return Ok(pairs);
    }
    let [old, new] = args.paths.as_slice() else {
        return Err(
            "two paths are compared, the old and the new; or any number with --base".to_owned()
        );
    };
    if old.is_dir() != new.is_dir() && old.exists() && new.exists() {
        return Err("a file and a folder do not compare: give two files, or two folders".to_owned());
    }
    if old.is_dir() {
        pairs.folder(old, Sides::set_old)?;
        pairs.folder(new, Sides::set_new)?;
        if pairs.all.is_empty() && pairs.not.is_empty() {
            return Err("neither folder has a policy".to_owned());
        }
    } else {
        let [old_text, new_text] = [input::text(old)?, input::text(new)?];
        let name = input::name(new);
        pairs.side(&name, old, &old_text, Meant::Surely, Sides::set_old);
        pairs.side(&name, new, &new_text, Meant::Surely, Sides::set_new);
    }
    Ok(pairs)
}

impl Pairs {
    /// The policies of a folder, by their paths within it.
    fn folder(&mut self, root: &Path, set: Set) -> Result<(), String> {
        for path in files(root)? {
            let within = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            match input::text(&path) {
                Ok(text) => self.side(&within, &path, &text, Meant::Perhaps, set),
                Err(why) => self.not(&within, why),
            }
        }
        Ok(())
    }

    fn not(&mut self, file: &str, why: String) {
        let key = Key { file: file.to_owned(), policy: String::new() };
        self.not.insert(NotCompared { key, why, is_part: false });
    }

    /// The policies of a file on both sides.
    fn file(
        &mut self,
        name: &str,
        path: &Path,
        old: Option<String>,
        new: Option<String>,
        meant: Meant,
    ) {
        if let Some(old) = old {
            self.side(name, path, &old, meant, Sides::set_old);
        }
        if let Some(new) = new {
            self.side(name, path, &new, meant, Sides::set_new);
        }
    }

    /// The policies that the file called `name` holds on one side, each by its own name.
    fn side(&mut self, name: &str, path: &Path, text: &str, meant: Meant, set: Set) {
        let lines = LineIndex::new(text);
        match contents(path, text, None) {
            Ok(None) if meant == Meant::Perhaps && !is_policy(text) => {}
            Ok(None) => {
                let key = Key { file: name.to_owned(), policy: String::new() };
                let document = json::read(text).ok();
                let places = document.map(|it| places(&it, &lines)).unwrap_or_default();
                let policy = Policy { text: text.to_owned(), places, open: BTreeSet::new() };
                set(self.all.entry(key).or_default(), policy);
            }
            Ok(Some(contents)) => {
                for (policy, found) in contents.named() {
                    let key = Key { file: name.to_owned(), policy };
                    let Assumed { text, values } = Assumed::of(found);
                    let sides = self.all.entry(key).or_default();
                    sides.policy_type = sides.policy_type.or(found.policy_type);
                    let (open, places) = (open(&values), places(&found.document, &lines));
                    sides.assumed.extend(values);
                    set(sides, Policy { text, places, open });
                }
                for it in &contents.unchecked {
                    let key = Key { file: name.to_owned(), policy: it.holder.clone() };
                    self.not.insert(NotCompared { key, why: it.reason.clone(), is_part: true });
                }
            }
            Err(why) => {
                // What cannot be read any more is not gone.
                self.all.retain(|key, sides| key.file != name || sides.new.is_some());
                self.not(name, why);
            }
        }
    }

    /// The policies of Terraform's configurations beside what they were: by their addresses, in whichever file
    /// they stand.
    fn configurations(
        &mut self,
        path: &Path,
        files: &[PathBuf],
        revision: &str,
    ) -> Result<(), String> {
        let is_folder = path.is_dir();
        let root = if is_folder { path } else { folder_of(path) };
        let folders: BTreeSet<&Path> = files.iter().map(|file| folder_of(file)).collect();
        if folders.is_empty() {
            return Ok(());
        }
        let before = AtRevision::new(root, revision)?;
        for folder in folders {
            let mut both = Changes::new(root);
            if let Some(old) = before.module(folder) {
                both.add(&old, &|file| before.read(file).ok(), Sides::set_old);
            }
            if let Some(new) = module(root, folder, None) {
                let text = |file: &Path| input::text(&root.join(file)).ok();
                both.add(&new, &text, Sides::set_new);
            }
            let is_any = both.is_any();
            let Changes { all, not, .. } = both;
            let is_meant = |key: &Key| is_folder || key.file == input::name(path);
            let changed =
                all.into_iter().filter(|(key, sides)| is_meant(key) && sides.old != sides.new);
            self.all.extend(changed);
            // What is not compared of a configuration that nobody touched is no news.
            if is_any {
                self.not.extend(not.into_iter().filter(|it| is_meant(&it.key)));
            }
        }
        Ok(())
    }

    /// A file, or the files of a folder, beside what they were.
    fn since(&mut self, path: &Path, revision: &str) -> Result<(), String> {
        let mut paths: Vec<PathBuf> =
            if path.is_dir() { files(path)? } else { vec![path.to_owned()] };
        paths.extend(git::files(path, revision)?);
        let was_there = git::text(path, revision)?.is_some();
        if !path.exists() && !was_there {
            return Err(format!("{}: neither here nor at the base", input::name(path)));
        }
        paths.sort();
        paths.dedup();
        // A configuration is a whole: what a policy of one file grants, another may say.
        let (configurations, paths): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| is_configuration(path, None));
        self.configurations(path, &configurations, revision)?;
        let mut renamed =
            if path.is_dir() { git::renamed(path, revision)? } else { BTreeMap::new() };
        // One that is still there was copied.
        renamed.retain(|new, old| paths.contains(new) && paths.contains(old) && !old.exists());
        let were: BTreeSet<PathBuf> = renamed.values().cloned().collect();
        for path in paths.into_iter().filter(|path| !were.contains(path)) {
            let name = input::name(&path);
            let new = if path.exists() {
                match input::text(&path) {
                    Ok(text) => Some(text),
                    Err(why) => {
                        self.not(&name, why);
                        continue;
                    }
                }
            } else {
                None
            };
            let was = renamed.get(&path).unwrap_or(&path);
            let old = git::text(was, revision)?;
            if *was != path {
                note("note", &format!("{name}: was {}", input::name(was)));
            }
            if old != new || *was != path {
                self.file(&name, &path, old, new, Meant::Perhaps);
            }
        }
        Ok(())
    }
}

/// The files of a folder that may hold policies.
fn files(root: &Path) -> Result<Vec<PathBuf>, String> {
    let sources = walk::walk(&[root.to_owned()]);
    if let Some((_, why)) = sources.problems.first() {
        return Err(why.clone());
    }
    let found = sources.all.into_iter().filter(|source| source.kind == Kind::Found);
    Ok(found.map(|source| source.path).collect())
}

/// Whether a file of a folder is a policy, or was meant to be one: what is no JSON is told later.
fn is_policy(text: &str) -> bool {
    json::read(text).map_or(true, |document| document.member("Statement").is_some())
}
