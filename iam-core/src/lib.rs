//! The policy model, the registry of AWS and the checks.

pub mod pattern;
pub mod registry;
