//! What differs between two sets of permissions, and what that does to access.
//!
//! Sets and permissions files become one form ([`Permissions`]); the things of both sides are paired by
//! name, their statements by `Sid` and content ([`matching`]); for each pair it is asked whether one
//! matches all that the other matches ([`scope`]); what all of them come to together is proved
//! ([`proof`]); and what differs is written for a terminal, a pull request and programs ([`render`]).

mod budget;
mod build;
mod canonical;
mod change;
mod event_pattern;
mod field;
mod form;
mod from_set;
mod matching;
mod proof;
mod read;
mod render;
mod scope;
#[cfg(test)]
mod tests;
mod totals;
mod verdict;

pub use change::{
    Access, AccessPart, Change, Comparison, Element, ElementChange, Elsewhere, EntityChange,
    FieldChange, Grant, PolicyChange, StatementChange,
};
pub use form::{EntityKind, Permissions, PolicyPlace};
pub use read::{PermissionsError, PermissionsProblem};
pub use totals::{AccessLevels, Totals};
pub use verdict::Verdict;
