//! Where a set is put: the values of its parameters.

mod short_name;
mod text;
mod token;
mod values;

pub(crate) use short_name::SHORT_NAMES;
pub use short_name::short_name;
pub use text::{DeploymentError, DeploymentField, DeploymentProblem, DeploymentText};
pub use token::Token;
pub use values::Deployment;
