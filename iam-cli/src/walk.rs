//! Paths to the files to check.

use crate::input;
use std::fs;
use std::path::{Path, PathBuf};

/// A file to check.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// The file, or `-`.
    pub(crate) path: PathBuf,
    /// Whether it was named, so that it is checked whatever is in it.
    pub(crate) named: bool,
}

/// What the paths of the command line lead to.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    /// In the order of the paths; within a folder by name.
    pub(crate) files: Vec<Source>,
    /// What could not be read.
    pub(crate) problems: Vec<String>,
}

/// Folders that hold what others have built.
const SKIPPED: [&str; 2] = ["target", "node_modules"];

/// Walks `paths`. Links to files are followed, links to folders are not: there are no circles.
pub(crate) fn walk(paths: &[PathBuf]) -> Sources {
    let mut sources = Sources::default();
    for path in paths {
        if path != Path::new(input::STDIN) && path.is_dir() {
            folder(path, &mut sources);
        } else {
            sources.files.push(Source { path: path.clone(), named: true });
        }
    }
    sources
}

fn folder(root: &Path, sources: &mut Sources) {
    let mut ahead = vec![root.to_owned()];
    while let Some(path) = ahead.pop() {
        if path.is_dir() {
            match entries(&path) {
                // The last to be put ahead is the first to be taken.
                Ok(entries) => ahead.extend(entries.into_iter().rev()),
                Err(error) => {
                    sources.problems.push(format!("cannot read {}: {error}", input::name(&path)));
                }
            }
        } else {
            sources.files.push(Source { path, named: false });
        }
    }
}

/// The folders to walk and the files to check in `folder`, by name.
fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let path = entry.path();
        let wanted = if entry.file_type()?.is_dir() {
            !name.starts_with('.') && !SKIPPED.contains(&name.as_ref())
        } else {
            is_json(&path) && path.is_file()
        };
        if wanted {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}
