//! `iam list-policies`: what files hold.

pub(crate) mod args;
mod listed;
mod run;

pub(crate) use run::run;
