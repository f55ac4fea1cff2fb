//! Trees of YAML, with the places of the text.

mod indent;
mod place;
mod read;
mod scalar;
mod tag;
#[cfg(test)]
mod tests;
mod written;

pub(crate) use read::read;
pub(crate) use written::{content_start, places};
