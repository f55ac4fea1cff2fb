//! Configurations of Terraform, and what they and plans have in common.

mod attached;
mod beside;
mod blocks;
mod broken;
mod built;
mod choices;
mod comparison;
mod configuration;
mod decided;
mod elsewhere;
mod evaluate;
mod files;
mod find;
mod functions;
mod guard;
mod hcl;
mod identity;
mod json_configuration;
mod json_text;
mod keys;
mod literal;
mod lookup;
mod module;
mod place;
mod policy_document;
mod references;
mod repeated;
mod rows;
mod scope;
mod shapes;
mod shared;
mod sites;
mod syntax;
#[cfg(test)]
mod tests;
mod tree;
mod users;
mod value;
mod variants;

pub(crate) use attached::listed;
pub(crate) use built::{permission, policy as built};
pub use files::{Files, NoFiles, NotRead, Rooted};
pub(crate) use json_text::decoded;
pub use module::Module;
pub(crate) use module::NO_CONFIGURATION;
pub(crate) use place::Place;
pub(crate) use policy_document::{TYPE as POLICY_DOCUMENT, policy as policy_document};
pub(crate) use repeated::parse_with_repeated;
#[cfg(test)]
pub(crate) use rows::all as all_rows;
pub(crate) use rows::{Holds, attached_to, holds, is_look_alike, rows};
pub(crate) use tree::tree;
pub(crate) use users::is_of_aws;
pub(crate) use value::{Entry, Kind, Text, Unknown, Val};
