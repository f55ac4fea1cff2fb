//! What is compared with what.

use super::args::Diff;
use super::at_revision::AtRevision;
use super::changes::Changes;
use super::paired::{Group, Side, Sides, Version};
use super::{Key, NotCompared, git};
use crate::held::{contents, folder_of, is_configuration, module};
use crate::input;
use crate::output::note;
use crate::walk::{self, Kind};
use iam_core::json::{self, LineIndex};
use iam_source::terraform::Files as _;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};

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
    /// The policies of files that were met, by their names.
    groups: BTreeMap<Key, Group>,
}

pub(super) fn of(args: &Diff) -> Result<Pairs, String> {
    let mut pairs = Pairs::default();
    pairs.gather(args)?;
    let groups = std::mem::take(&mut pairs.groups);
    pairs.all.extend(groups.into_iter().flat_map(|(key, group)| group.pairs(&key.policy)));
    Ok(pairs)
}

impl Pairs {
    fn gather(&mut self, args: &Diff) -> Result<(), String> {
        if let Some(base) = &args.base {
            for path in &args.paths {
                let revision = git::revision(base, path)?;
                self.since(path, &revision)?;
            }
            return Ok(());
        }
        let [old, new] = args.paths.as_slice() else {
            return Err(
                "two paths are compared, the old and the new; or any number with --base".to_owned()
            );
        };
        if old.is_dir() != new.is_dir() && old.exists() && new.exists() {
            return Err(
                "a file and a folder do not compare: give two files, or two folders".to_owned()
            );
        }
        if old.is_dir() {
            self.folder(old, Side::Old)?;
            self.folder(new, Side::New)?;
            if self.groups.is_empty() && self.not.is_empty() {
                return Err("neither folder has a policy".to_owned());
            }
        } else {
            let [old_text, new_text] = [input::text(old)?, input::text(new)?];
            let name = input::name(new);
            self.side(&name, old, &old_text, Meant::Surely, Side::Old);
            self.side(&name, new, &new_text, Meant::Surely, Side::New);
        }
        Ok(())
    }

    /// The policies of a folder, by their paths within it.
    fn folder(&mut self, root: &Path, side: Side) -> Result<(), String> {
        for path in files(root)? {
            let within = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            match input::text(&path) {
                Ok(text) => self.side(&within, &path, &text, Meant::Perhaps, side),
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
            self.side(name, path, &old, meant, Side::Old);
        }
        if let Some(new) = new {
            self.side(name, path, &new, meant, Side::New);
        }
    }

    /// The policies that the file called `name` holds on one side, each by its own name.
    fn side(&mut self, name: &str, path: &Path, text: &str, meant: Meant, side: Side) {
        match contents(path, text, None) {
            Ok(None) if meant == Meant::Perhaps && !is_policy(text) => {}
            Ok(None) => {
                let key = Key { file: name.to_owned(), policy: String::new() };
                let version = Version::alone(name, text, json::read(text).ok().as_ref());
                self.groups.entry(key).or_default().add(side, version);
            }
            Ok(Some(contents)) => {
                let lines = LineIndex::new(text);
                for found in &contents.policies {
                    let key = Key { file: name.to_owned(), policy: found.name() };
                    self.groups.entry(key).or_default().add(side, Version::of(name, found, &lines));
                }
                for it in &contents.unchecked {
                    let key = Key { file: name.to_owned(), policy: it.holder.clone() };
                    self.not.insert(NotCompared { key, why: it.reason.clone(), is_part: true });
                }
            }
            Err(why) => {
                // What cannot be read any more is not gone.
                self.groups.retain(|key, group| key.file != name || group.is_there());
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
        untouched: &HashSet<PathBuf>,
    ) -> Result<(), String> {
        let is_folder = path.is_dir();
        let root = root_of(path);
        // As policies are told, from the folder: a bare name has one, too.
        let meant = path.file_name().map(|name| input::name(&root.join(name)));
        let folders: BTreeSet<&Path> = files.iter().map(|file| folder_of(file)).collect();
        if folders.is_empty() {
            return Ok(());
        }
        let before = AtRevision::new(root, revision, untouched)?;
        for folder in folders {
            let mut both = Changes::new(root);
            if let Some(old) = before.module(folder) {
                both.add(&old, &|file| before.read(file).ok(), Side::Old);
            }
            if let Some(new) = module(root, folder, None) {
                let text = |file: &Path| input::text(&root.join(file)).ok();
                both.add(&new, &text, Side::New);
            }
            let is_any = both.is_any();
            let Changes { all, not, .. } = both;
            let all = all.into_iter().flat_map(|(name, group)| group.pairs(&name));
            let is_meant = |key: &Key| is_folder || Some(&key.file) == meant.as_ref();
            let changed = all.filter(|(key, sides)| is_meant(key) && !sides.is_untouched());
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
        let untouched = git::untouched(root_of(path), revision)?;
        self.configurations(path, &configurations, revision, &untouched)?;
        let mut renamed =
            if path.is_dir() { git::renamed(path, revision)? } else { BTreeMap::new() };
        // One that is still there was copied.
        renamed.retain(|new, old| paths.contains(new) && paths.contains(old) && !old.exists());
        let were: BTreeSet<PathBuf> = renamed.values().cloned().collect();
        let is_looked_at = |path: &PathBuf| !were.contains(path) && !untouched.contains(path);
        for path in paths.into_iter().filter(is_looked_at) {
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

/// The folder itself, or that of a file.
fn root_of(path: &Path) -> &Path {
    if path.is_dir() { path } else { folder_of(path) }
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
