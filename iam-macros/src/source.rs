//! The files behind tokens.

use crate::place::Place;
use iam_project::path::absolute;
use std::path::{Path, PathBuf};

/// The source file that `place` stands in, from the root; none if the compiler does not tell.
pub(crate) fn file(place: Place) -> Option<PathBuf> {
    place.first.local_file().map(|file| absolute(&file))
}

/// The file of a path that is written at `place`, from the root: it is read as that of `include_str!`.
pub(crate) fn beside(place: Place, path: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(path);
    if path.is_absolute() {
        return Ok(absolute(&path));
    }
    let here = file(place);
    let folder = here.as_deref().and_then(Path::parent);
    let folder = folder.ok_or("the compiler does not tell in which file this stands\n  fix: write the path from the root of the file system")?;
    Ok(absolute(&folder.join(path)))
}
