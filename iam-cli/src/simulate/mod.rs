//! `iam simulate`: would these requests be allowed?

mod json;
mod lines;
mod owned;

use crate::args::Simulate;
use crate::outcome::Result;

pub(crate) fn run(_args: &Simulate) -> Result {
    lines::run()
}
