//! Paths of files, from the root of the file system and as they are shown.

use std::path::{Component, Path, PathBuf};

/// The path from the root, without `.` and `..`; links are left as they are.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    let from_root = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for component in from_root.components() {
        match component {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

/// The path from the working folder if it lies within, as rustc shows those of sources.
#[must_use]
pub fn shown(path: &Path) -> &Path {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path)
}
