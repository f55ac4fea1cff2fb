//! `cargo iam baseline`: what the policies of a workspace grant beyond their baselines.
//!
//! The macros of `typed-iam` read baselines and write none. Here they are called with a folder where they
//! drop the policies instead of comparing them ([`build`]).

pub(crate) mod args;
mod build;
mod compare;
mod dropped;
mod run;

pub(crate) use run::run;
use run::shown;
