//! `cargo xtask registry`: the tables of `iam-registry`, from the pinned packages and the overlay.

mod age;
mod api;
mod files;
mod managed_policies;
mod model;
mod names;
mod overlay;
mod packages;
mod source;
mod spelling;
mod tables;

pub(crate) use age::{check as check_age, tell as tell_age};
pub(crate) use files::{check, write};
pub(crate) use managed_policies::check as check_managed_policies;
