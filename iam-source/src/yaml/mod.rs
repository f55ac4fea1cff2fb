//! Trees of YAML, with the places of the text.

mod indent;
mod place;
mod read;
mod scalar;
mod tag;
mod written;

pub(crate) use read::read;
pub(crate) use written::places;
