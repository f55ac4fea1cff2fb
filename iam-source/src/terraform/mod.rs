//! Configurations of Terraform.

mod built;
mod json_text;
mod place;
mod policy_document;
mod rows;
mod tree;
mod value;

pub(crate) use built::{permission, policy as built};
pub(crate) use json_text::decoded;
pub(crate) use place::Place;
pub(crate) use policy_document::{TYPE as POLICY_DOCUMENT, policy as policy_document};
#[cfg(test)]
pub(crate) use rows::all as all_rows;
pub(crate) use rows::{Holds, holds, rows};
pub(crate) use tree::tree;
pub(crate) use value::{Entry, Kind, Text, Unknown, Val};
