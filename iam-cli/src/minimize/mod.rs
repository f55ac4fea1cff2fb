//! `iam minimize`: the same policy in fewer characters.

pub(crate) mod args;
mod lines;
mod run;
mod smaller;

pub(crate) use run::run;
use run::{array, guess, options};
pub(crate) use smaller::characters;
