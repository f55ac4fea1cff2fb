//! Files that are no configuration.

use super::place::Place;

/// Why a file, or a part of it, cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// Where.
    pub(crate) place: Place,
    /// What is wrong there.
    pub(crate) message: String,
    /// Whether it is the file, of which nothing is read then.
    pub(crate) is_file: bool,
}

impl Broken {
    /// A part that is broken, as far as this tells.
    pub(crate) fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), is_file: false }
    }
}
