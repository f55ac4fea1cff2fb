//! A permissions file in the form in which permissions are compared.
//!
//! Nothing is lost: what cannot be read is a problem with its place, and what is read but not known to
//! the form of the file is compared as text, and noted.

mod error;
mod reader;

pub use error::{PermissionsError, PermissionsProblem};
