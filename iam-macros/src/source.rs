//! The files behind tokens.

use crate::place::Place;
use std::path::{Component, Path, PathBuf};

/// The source file that `place` stands in, from the root; none if the compiler does not tell.
pub(crate) fn file(place: Place) -> Option<PathBuf> {
    place.first.local_file().map(|file| absolute(&file))
}

/// The path from the root, without `.` and `..`; links are left as they are.
pub(crate) fn absolute(path: &Path) -> PathBuf {
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

/// The path as rustc shows those of sources: from the folder it runs in, if it lies within.
pub(crate) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}
