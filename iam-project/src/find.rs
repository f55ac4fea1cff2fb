//! The `iam.toml` in force for a file.

use crate::path::absolute;
use std::env;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What the file is called.
pub const FILE_NAME: &str = "iam.toml";

/// What stands at the top of a project: an `iam.toml` above it is somebody else's.
const MARKS: [&str; 2] = ["Cargo.lock", ".git"];

/// The `iam.toml` in force for the policy in `file`: the nearest in its folder or above, up to the top of
/// its project.
///
/// The top is the nearest folder that holds `Cargo.lock` or `.git`. Where none above does, it is the
/// working folder if the file lies below that, and otherwise the folder of the file: what stands further
/// up, such as in `/tmp` or in the home of somebody, is not known to be part of the same project.
///
/// Whatever has the name is meant to be one, be it a folder or a link that leads nowhere.
#[must_use]
pub fn nearest(file: &Path) -> Option<PathBuf> {
    let file = absolute(file);
    let folder = file.parent()?;
    let top = top(folder, env::current_dir().ok().as_deref());
    nearest_of(folder.ancestors().take_while(|it| it.starts_with(top)))
}

/// The nearest `iam.toml` above the top of the project of `file`, which is not in force for it.
///
/// It may deny or enable what nobody then hears of, so that whoever passes it over should say so.
#[must_use]
pub fn beyond(file: &Path) -> Option<PathBuf> {
    let file = absolute(file);
    let folder = file.parent()?;
    let top = top(folder, env::current_dir().ok().as_deref());
    nearest_of(top.ancestors().skip(1))
}

fn nearest_of<'f>(mut folders: impl Iterator<Item = &'f Path>) -> Option<PathBuf> {
    folders.find_map(|folder| Some(folder.join(FILE_NAME)).filter(|it| is_there(it)))
}

/// The top of the project of what is in `folder`.
fn top<'f>(folder: &'f Path, working_folder: Option<&Path>) -> &'f Path {
    let is_marked = |folder: &&Path| MARKS.iter().any(|mark| is_there(&folder.join(mark)));
    let marked = folder.ancestors().find(is_marked);
    let below = || folder.ancestors().find(|it| Some(*it) == working_folder);
    marked.or_else(below).unwrap_or(folder)
}

fn is_there(file: &Path) -> bool {
    match std::fs::symlink_metadata(file) {
        Ok(_) => true,
        Err(error) => !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
    }
}
