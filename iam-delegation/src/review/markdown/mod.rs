//! A set as Markdown, for a pull request.

mod document;
mod escape;
mod overview;
mod policy;
mod table;
