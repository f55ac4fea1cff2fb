//! `iam simulate`: would these requests be allowed?

pub(crate) mod args;
mod context;
mod evaluators;
mod files;
mod json;
mod lines;
mod list;
mod owned;
mod question;
mod row;
mod run;
mod text;

pub(crate) use run::run;
