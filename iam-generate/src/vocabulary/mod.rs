//! Words.

mod odd;
mod operators;
mod plain;
mod small;
mod words;

pub use words::{Key, Target, Vocabulary};
