//! Files that are no configuration.

use super::place::Place;

/// Why a file, or a part of it, cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// Where.
    pub(crate) place: Place,
    /// What is wrong there.
    pub(crate) message: String,
}
