//! A bound on the work of a proof, in steps: an answer never depends on the machine.

use std::cell::Cell;

/// What is left of the steps that a question may take.
#[derive(Debug)]
pub(crate) struct Budget {
    left: Cell<u64>,
}

/// There is none left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exhausted;

impl Budget {
    pub(crate) const fn new(steps: u64) -> Self {
        Self { left: Cell::new(steps) }
    }

    pub(crate) fn pay(&self, steps: usize) -> Result<(), Exhausted> {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        let left = self.left.get().checked_sub(steps);
        self.left.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(Exhausted)
    }
}
