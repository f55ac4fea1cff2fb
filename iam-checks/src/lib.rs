//! The checks: one file each, in folders by family, listed in `catalogue.rs`.

mod action;
mod advice;
mod attached;
// With a path, its modules are looked for beside it, not in a folder of its name.
#[path = "catalogue.rs"]
mod catalogue;
mod code;
mod declare;
mod dynamodb;
mod exposure;
mod mending;
mod options;
mod prelude;
mod principal;
mod questions;
mod quota;
mod redundancy;
mod resource;
mod resource_policy;
mod run;
mod selection;
mod source;
mod subject;
mod suppress;
mod syntax;
mod template;
#[cfg(test)]
mod tests;
mod trust;
mod usable;
mod variable;
mod view;

pub use attached::{PolicyResourceType, PolicyResourceTypeError};
pub use catalogue::CATALOGUE;
pub use code::{UnknownCode, about};
pub use declare::About;
pub use options::Options;
pub use principal::service_name::service_principal;
pub use run::run;
#[doc(hidden)]
pub use run::structure;
pub use selection::Selection;
pub use subject::Subject;
pub use suppress::{Suppression, suppress};
#[doc(hidden)]
pub use syntax::JSON_SYNTAX_ERROR;
pub use syntax::syntax_finding;
