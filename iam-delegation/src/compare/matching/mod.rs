//! Which thing of the one side is which of the other.

mod alike;
mod names;
mod slot;
mod statements;

pub(super) use names::{How, pair_names};
pub(super) use slot::Slot;
pub(super) use statements::pair_statements;
