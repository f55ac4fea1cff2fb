//! Policy variables: how and where they are written, and which there are.

pub(super) mod invalid_variable_for_operator;
pub(super) mod syntax;
pub(super) mod text;
pub(super) mod unknown_variable;
pub(super) mod variable_unsupported_in_element;
pub(super) mod variable_unsupported_in_version;
