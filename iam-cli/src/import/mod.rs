//! `iam import`: a JSON policy to the source of `policy!`.

mod imported;
mod literal;
mod run;
mod source;
mod word;

pub(crate) use run::run;
