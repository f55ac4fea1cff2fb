//! What is compared with what.

use super::args::Diff;
use super::at_revision::AtRevision;
use super::attached::Attachments;
use super::before::Before;
use super::changes::Changes;
use super::paired::{Group, Side, Sides, Version, denies};
use super::{Key, NotCompared};
use crate::held::{
    self, contents_or_error, folder_of, is_configuration, is_no_policy, module, not_read,
};
use crate::input;
use crate::output::note;
use crate::walk::{self, Kind, LeftOut};
use iam_core::json::LineIndex;
use iam_project::reading::Reading;
use iam_source::found::{Source, Unchecked};
use iam_source::terraform::{Files as _, NotRead};
use std::collections::{BTreeMap, BTreeSet};
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
    pub(super) attached: Attachments,
    /// Whether a configuration had a policy, be it the same on both sides.
    is_any: bool,
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
            let mut known = Vec::new();
            for path in &args.paths {
                self.since(path, Before::of(&mut known, base, path)?)?;
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
            self.folders(old, new)?;
            let is_nothing = self.groups.is_empty() && self.all.is_empty() && self.not.is_empty();
            if is_nothing && self.attached.is_empty() && !self.is_any {
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

    /// The policies of two folders, by their paths within them.
    fn folders(&mut self, old: &Path, new: &Path) -> Result<(), String> {
        let mut configurations = BTreeSet::new();
        for (root, side) in [(old, Side::Old), (new, Side::New)] {
            for path in files(root)? {
                let within = path.strip_prefix(root).unwrap_or(&path);
                if is_configuration(&path, None) {
                    configurations.insert(folder_of(within).to_owned());
                    continue;
                }
                let name = within.display().to_string();
                match input::text(&path) {
                    Ok(text) => self.side(&name, &path, &text, Meant::Perhaps, side),
                    Err(why) => self.not(&name, why),
                }
            }
        }
        for folder in configurations {
            let mut both = Changes::new(Path::new(""));
            for (root, side) in [(old, Side::Old), (new, Side::New)] {
                if let Some(module) = module(root, &root.join(&folder), None) {
                    both.add(&module, &|file| input::text(&root.join(file)).ok(), side);
                }
            }
            self.add(both, &|_| true, false);
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
        let contents = match contents_or_error(path, text, None) {
            Ok(contents) => contents,
            Err(error) => {
                let what = held::NotRead::of(&error);
                let had_policies = self.groups.keys().any(|key| key.file == name);
                match what {
                    held::NotRead::Other(_) if meant == Meant::Perhaps && !had_policies => {}
                    held::NotRead::MayHold(it) if meant == Meant::Perhaps => {
                        self.unchecked(name, &it);
                        self.keep(name);
                    }
                    _ => {
                        self.keep(name);
                        self.not(name, not_read(path, text, &error));
                    }
                }
                return;
            }
        };
        let Some(contents) = contents else {
            let reading = Reading::new(text);
            let is_other = || reading.foreign().is_some() || is_no_policy(&reading).is_some();
            if meant == Meant::Perhaps && is_other() {
                self.tell_no_policy(name, side);
            } else {
                let key = Key { file: name.to_owned(), policy: String::new() };
                let version = Version::alone(name, text, reading.document());
                self.groups.entry(key).or_default().add(side, version);
            }
            return;
        };
        let is_any = !contents.is_empty() || !contents.attached.is_empty();
        if !is_any && matches!(contents.source, Source::Policy | Source::Around) {
            return self.tell_no_policy(name, side);
        }
        let lines = LineIndex::new(text);
        for found in &contents.policies {
            if side == Side::Old && denies(&found.document) {
                self.attached.denied_by(&found.holder);
            }
            let key = Key { file: name.to_owned(), policy: found.name() };
            self.groups.entry(key).or_default().add(side, Version::of(name, found, &lines));
        }
        self.attached.add(name, name, &contents.attached, side);
        for it in &contents.unchecked {
            self.unchecked(name, it);
        }
    }

    /// A file that held a policy is something else now: that is not the same as that it is gone.
    fn tell_no_policy(&mut self, name: &str, side: Side) {
        if side == Side::New && self.groups.keys().any(|key| key.file == name) {
            self.unchecked(name, &Unchecked::new(None, "", "it holds no policy any more"));
            self.keep(name);
        }
    }

    fn unchecked(&mut self, name: &str, it: &Unchecked) {
        let key = Key { file: name.to_owned(), policy: it.holder.clone() };
        self.not.insert(NotCompared { key, why: it.reason.clone(), is_part: true });
    }

    /// What a file that cannot be read any more had is not gone.
    fn keep(&mut self, name: &str) {
        self.groups.retain(|key, group| key.file != name || group.is_there());
        self.attached.keep(name);
    }

    /// The policies of Terraform's configurations beside what they were: by their addresses, in whichever file
    /// they stand.
    fn configurations(&mut self, path: &Path, files: &[PathBuf], before: &Before) {
        let is_folder = path.is_dir();
        let root = root_of(path);
        // As policies are told, from the folder: a bare name has one, too.
        let meant = path.file_name().map(|name| input::name(&root.join(name)));
        let folders: BTreeSet<&Path> = files.iter().map(|file| folder_of(file)).collect();
        if folders.is_empty() {
            return;
        }
        let were = AtRevision::new(root, before);
        for folder in folders {
            let mut both = Changes::new(root);
            // Without some of its files nothing of it is known.
            if files.iter().any(|file| folder_of(file) == folder && before.is_left_out(file)) {
                continue;
            }
            if let Some(old) = were.module(folder) {
                both.add(&old, &|file| were.read(file).ok(), Side::Old);
            }
            if let Some(new) = module(root, folder, None) {
                let text = |file: &Path| input::text(&root.join(file)).ok();
                both.add(&new, &text, Side::New);
            }
            let is_meant = |key: &Key| is_folder || Some(&key.file) == meant.as_ref();
            self.add(both, &is_meant, before.is_touched_beyond(root));
        }
    }

    /// What two versions of a configuration have, but for what is the same; `may_hide` tells whether something has
    /// changed that neither of them shows.
    fn add(&mut self, both: Changes<'_>, is_meant: &dyn Fn(&Key) -> bool, may_hide: bool) {
        let is_any = both.is_any();
        let Changes { all, not, attached, .. } = both;
        self.is_any |= !all.is_empty();
        self.attached.extend(attached);
        let all = all.into_iter().flat_map(|(name, group)| group.pairs(&name));
        self.all.extend(all.filter(|(key, sides)| is_meant(key) && !sides.is_untouched()));
        // What is not compared of a configuration that nobody touched is no news.
        let outside = NotRead::Outside.to_string();
        let is_news = |it: &NotCompared| is_any || may_hide && it.why.ends_with(&outside);
        self.not.extend(not.into_iter().filter(|it| is_meant(&it.key) && is_news(it)));
    }

    /// A file, or the files of a folder, beside what they were.
    fn since(&mut self, path: &Path, before: &Before) -> Result<(), String> {
        let mut paths: Vec<PathBuf> =
            if path.is_dir() { files(path)? } else { vec![path.to_owned()] };
        if before.is_touched_beyond(path) {
            for link in links_out(path) {
                self.unchecked(&input::name(&link), &Unchecked::new(None, "", LEADS_OUT));
            }
        }
        // Hidden folders and those of built files count where git has them.
        let tracked = before.files(path).into_iter().chain(before.touched(path));
        paths.extend(tracked.filter(|it| walk::may_hold_policies(it)));
        if !path.exists() && !before.has(path) {
            return Err(format!("{}: neither here nor at the base", input::name(path)));
        }
        paths.sort();
        paths.dedup();
        // A configuration is a whole: what a policy of one file grants, another may say.
        let (configurations, paths): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| is_configuration(path, None));
        let (absent, paths): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| before.is_left_out(path));
        for file in absent.iter().chain(configurations.iter().filter(|it| before.is_left_out(it))) {
            self.unchecked(&input::name(file), &Unchecked::new(None, "", NOT_CHECKED_OUT));
        }
        self.configurations(path, &configurations, before);
        let mut renamed = if path.is_dir() { before.renamed(path) } else { BTreeMap::new() };
        // One that is still there was copied.
        renamed.retain(|new, old| paths.contains(new) && paths.contains(old) && !old.exists());
        let mut were: BTreeSet<PathBuf> = renamed.values().cloned().collect();
        if path.is_dir() {
            for (new, old) in before.renamed(path) {
                if !walk::may_hold_policies(&new) && paths.contains(&old) && !old.exists() {
                    let why = format!("it is {} now, which is not looked at", input::name(&new));
                    self.unchecked(&input::name(&old), &Unchecked::new(None, "", why));
                    were.insert(old);
                }
            }
        }
        let is_looked_at = |path: &PathBuf| !were.contains(path) && !before.is_untouched(path);
        let (given, root) = (path, root_of(path));
        for path in paths.into_iter().filter(is_looked_at) {
            let name = input::name(&path);
            if path != given && path.exists() && !walk::leads_below(root, &path) {
                self.unchecked(&name, &Unchecked::new(None, "", LEADS_OUT));
                continue;
            }
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
            let old = match before.text(was, root) {
                Ok(text) => text,
                Err(why) => {
                    self.not(&name, why);
                    continue;
                }
            };
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

/// Why a file that a sparse checkout leaves out is not compared.
const NOT_CHECKED_OUT: &str = "it is not checked out";

/// Why a link is not looked into.
const LEADS_OUT: &str = "it is a link out of the folder that was given";

/// The links out of a folder that may lead to policies.
fn links_out(root: &Path) -> impl Iterator<Item = PathBuf> {
    let left_out = Kind::LeftOut(LeftOut::LinkOutside);
    let all = walk::walk(&[root.to_owned()]).all.into_iter();
    all.filter(move |it| it.kind == left_out).map(|it| it.path)
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
