//! The files behind tokens.

use crate::place::Place;
use iam_project::path::absolute;
use std::path::PathBuf;

/// The source file that `place` stands in, from the root; none if the compiler does not tell.
pub(crate) fn file(place: Place) -> Option<PathBuf> {
    place.first.local_file().map(|file| absolute(&file))
}
