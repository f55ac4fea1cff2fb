//! `iam diff`: what policies grant more and less than they did.

pub(crate) mod args;
mod at_revision;
mod attached;
mod before;
mod changes;
mod compare;
mod compared;
mod let_through;
mod paired;
mod pairs;
mod render;
mod repository;
mod sarif;

pub(crate) use compare::run;
use compared::{Compared, Key, NotCompared};
