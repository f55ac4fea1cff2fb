//! What git has of files at a revision, by its own program.

use crate::marked::unmarked;
use crate::walk::may_hold_policies;
use iam_source::terraform::Module;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The commit that a revision is in the repository of a path.
pub(super) fn revision(text: &str, path: &Path) -> Result<String, String> {
    let spec = format!("{text}^{{commit}}");
    let output = git(
        existing_folder(path),
        &["rev-parse", "--verify", "--quiet", "--end-of-options", &spec],
    )?;
    if !output.status.success() {
        let path = path.display();
        return Err(format!("--base: git knows no revision `{text}` where `{path}` is"));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The files that may hold policies which it had at or below a path.
pub(super) fn files(path: &Path, revision: &str) -> Result<Vec<PathBuf>, String> {
    let all = all_files(path, revision)?;
    Ok(all.into_iter().filter(|name| may_hold_policies(name)).collect())
}

/// All files that it had at or below a folder.
pub(super) fn all_files(folder: &Path, revision: &str) -> Result<Vec<PathBuf>, String> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let output = git(folder, &["ls-tree", "-r", "-z", "--name-only", revision, "."])?;
    if !output.status.success() {
        return Err(told(&output));
    }
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    let names = names.split('\0').filter(|name| !name.is_empty());
    Ok(names.map(|name| folder.join(name)).collect())
}

/// The files at or below a folder that are what they were: nobody has to ask for each.
pub(super) fn untouched(folder: &Path, revision: &str) -> Result<HashSet<PathBuf>, String> {
    let mut all: HashSet<PathBuf> = all_files(folder, revision)?.into_iter().collect();
    if all.is_empty() {
        return Ok(all);
    }
    let asked = ["diff", "--name-only", "--relative", "-z", "--no-renames", "--no-ext-diff"];
    let output = git(folder, &[&asked[..], &[revision, "--", "."]].concat())?;
    if !output.status.success() {
        return Err(told(&output));
    }
    for name in String::from_utf8_lossy(&output.stdout).split('\0') {
        all.remove(&folder.join(name));
    }
    // What a link leads to may be another than it was.
    all.retain(|path| path.symlink_metadata().is_ok_and(|it| it.is_file()));
    Ok(all)
}

/// The files below a folder that had another name there, by the name that they have now: as git tells renames, by
/// what is in them.
pub(super) fn renamed(folder: &Path, revision: &str) -> Result<BTreeMap<PathBuf, PathBuf>, String> {
    let asked = ["diff", "--name-status", "--relative", "-z", "-M", "--diff-filter=R"];
    let output = git(folder, &[&asked[..], &["--no-ext-diff", revision, "--", "."]].concat())?;
    if !output.status.success() {
        return Err(told(&output));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut parts = text.split('\0');
    let mut all = BTreeMap::new();
    // How alike they are, the old name, the new one.
    while let (Some(_), Some(old), Some(new)) = (parts.next(), parts.next(), parts.next()) {
        all.insert(folder.join(new), folder.join(old));
    }
    Ok(all)
}

/// The text of a file at a revision; none if it had none.
pub(super) fn text(path: &Path, revision: &str) -> Result<Option<String>, String> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Ok(None) };
    let existing = existing_folder(folder);
    let within = folder.strip_prefix(existing).unwrap_or(Path::new("")).join(name);
    let spec = format!("{revision}:./{}", within.display());
    let output = git(existing, &["show", "--end-of-options", &spec])?;
    if !output.status.success() {
        return Ok(None);
    }
    decoded(path, output.stdout).map(Some).map_err(|why| format!("{spec}: {why}"))
}

/// The text of a file that is what it was.
pub(super) fn text_of_untouched(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    decoded(path, bytes)
}

/// As a file of the disk is read.
fn decoded(path: &Path, bytes: Vec<u8>) -> Result<String, String> {
    if let Some((_, text)) = unmarked(&bytes).filter(|_| !Module::takes(path)) {
        return text.map_err(str::to_owned);
    }
    String::from_utf8(bytes).map_err(|error| error.utf8_error().to_string())
}

/// The folder, or the nearest above that is there.
fn existing_folder(path: &Path) -> &Path {
    let there = path.ancestors().find(|it| it.is_dir() && !it.as_os_str().is_empty());
    there.unwrap_or(Path::new("."))
}

fn git(folder: &Path, arguments: &[&str]) -> Result<Output, String> {
    let output = Command::new("git").arg("-C").arg(folder).args(arguments).output();
    output.map_err(|error| format!("--base: cannot run git: {error}"))
}

fn told(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    format!("--base: {}", text.trim().lines().next().unwrap_or("git failed"))
}
