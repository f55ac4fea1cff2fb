//! Policies that something holds: found, picked by name, and as text for the verbs that take one.

mod assumed;
mod configuration;
mod contents;
mod folder;
mod is_policy;
mod picked;

pub(crate) use assumed::{Assumed, Values, is_even, open, told};
pub(crate) use configuration::{
    Configurations, configuration, folder_of, is_configuration, module,
};
pub(crate) use contents::{NotRead, contents, contents_or_error, not_read};
pub(crate) use folder::{InFile, OfFolder};
pub(crate) use is_policy::is_no_policy;
pub(crate) use picked::{Picked, Unknown, picked, picked_of, policy_in, problems};
