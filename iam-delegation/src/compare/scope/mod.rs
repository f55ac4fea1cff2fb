//! What a change of a statement does to the requests that it is about.
//!
//! The requests that a statement matches are those that match each of its elements. If every element
//! of the later statement lies within that of the earlier one, so does the statement; a denial turns
//! the verdict round.

mod condition;
mod list;
mod principal;
mod statement;
mod test;

pub(super) use statement::compare;
