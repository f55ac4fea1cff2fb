//! `iam diff`: what policies grant more and less than they did.

pub(crate) mod args;
mod at_revision;
mod changes;
mod compare;
mod compared;
mod git;
mod let_through;
mod paired;
mod pairs;
mod render;
mod sarif;

pub(crate) use compare::run;
use compared::{Compared, Key, NotCompared};
