//! `iam check-no-new-access`, `check-access-not-granted`, `check-no-public-access`: what policies grant.

pub(crate) mod answer;
pub(crate) mod args;
pub(crate) mod document;
mod found;
mod lines;
pub(crate) mod moot;
mod run;
mod sides;

pub(crate) use run::{access_not_granted, no_new_access, no_public_access};
