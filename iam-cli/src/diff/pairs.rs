//! What is compared with what.

use super::args::Diff;
use super::git;
use crate::input;
use crate::walk::{self, Kind};
use iam_core::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The texts of a policy on both sides; none where there is no such file.
#[derive(Debug, Default)]
pub(super) struct Sides {
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

/// What is compared, by name, and what is not, with the reason.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub(super) all: BTreeMap<String, Sides>,
    pub(super) unchecked: Vec<(String, String)>,
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
        pairs.folder(old, |sides, text| sides.old = Some(text))?;
        pairs.folder(new, |sides, text| sides.new = Some(text))?;
        if pairs.all.is_empty() && pairs.unchecked.is_empty() {
            return Err("neither folder has a policy: they are looked for in `*.json`".to_owned());
        }
    } else {
        let sides = Sides { old: Some(read(old)?), new: Some(read(new)?) };
        pairs.all.insert(input::name(new), sides);
    }
    Ok(pairs)
}

impl Pairs {
    /// The policies of a folder, by their paths within it.
    fn folder(&mut self, root: &Path, set: impl Fn(&mut Sides, String)) -> Result<(), String> {
        for path in files(root)? {
            let within = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            match read(&path) {
                Ok(text) if is_policy(&text) => set(self.all.entry(within).or_default(), text),
                Ok(_) => {}
                Err(why) => self.unchecked.push((within, why)),
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
        for path in paths {
            let name = input::name(&path);
            let new = if path.exists() {
                match read(&path) {
                    Ok(text) => Some(text),
                    Err(why) => {
                        self.unchecked.push((name, why));
                        continue;
                    }
                }
            } else {
                None
            };
            let old = git::text(&path, revision)?;
            let is_meant = |text: &Option<String>| text.as_deref().is_some_and(is_policy);
            if old != new && (is_meant(&old) || is_meant(&new)) {
                self.all.insert(name, Sides { old, new });
            }
        }
        Ok(())
    }
}

/// The JSON files of a folder.
fn files(root: &Path) -> Result<Vec<PathBuf>, String> {
    let sources = walk::walk(&[root.to_owned()]);
    if let Some((_, why)) = sources.problems.first() {
        return Err(why.clone());
    }
    let found = sources.all.into_iter().filter(|source| source.kind == Kind::Found);
    Ok(found.map(|source| source.path).collect())
}

fn read(path: &Path) -> Result<String, String> {
    String::from_utf8(input::read(path)?)
        .map_err(|error| format!("cannot read {}: {}", input::name(path), error.utf8_error()))
}

/// Whether a file of a folder is a policy, or was meant to be one: what is no JSON is told later.
fn is_policy(text: &str) -> bool {
    json::read(text).map_or(true, |document| document.member("Statement").is_some())
}
