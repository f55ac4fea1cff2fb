//! Which thing of the one side is which of the other.

mod alike;
mod names;
mod statements;

pub(super) use names::{How, pair_names};
pub(super) use statements::{Slot, pair_statements};
