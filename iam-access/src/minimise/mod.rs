//! The same policy in fewer characters, and as several policies within a quota. What proposes is in files of
//! its own, what proves in `proof` and `expansion`.

mod candidates;
mod component;
mod compress;
mod cover;
mod dimension;
mod draft;
mod entries;
mod expansion;
mod merge;
mod minimiser;
mod pieces;
mod proof;
mod size;
mod step;

pub use candidates::Cut;
pub use minimiser::{MinimiseError, MinimiseOptions, Minimised, minimise};
pub use step::Step;
