//! `iam simulate` beside another simulator, on many generated requests.
//!
//! The peer is a program of its own under another licence: it is run, never linked.

mod case;
mod known;
mod matrix;
mod programs;
mod random;
mod run;

pub(crate) use run::run;
