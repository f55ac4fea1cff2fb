//! Rights that lead to more rights.

mod granted;
mod paths;
pub(super) mod privilege_escalation;
