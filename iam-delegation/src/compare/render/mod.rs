//! A comparison for a terminal, a pull request and programs.

mod access;
mod json;
mod markdown;
mod shown;
mod statement;
mod summary;
mod text;

pub(super) use shown::Shown;
