//! A bound on the work of comparing patterns.

use std::cell::Cell;

/// How many steps are left. Patterns that are made to be slow to compare use it up; what is not
/// compared for want of steps is not proved, and so never makes a verdict too kind.
#[derive(Debug)]
pub(super) struct Budget {
    left: Cell<u64>,
}

impl Budget {
    /// Many times what any two permissions files of today need, and a second or two at most.
    const STEPS: u64 = 400_000_000;

    pub(super) const fn new() -> Self {
        Self { left: Cell::new(Self::STEPS) }
    }

    /// Whether two texts of these lengths may still be compared.
    pub(super) fn pays(&self, outer: &str, inner: &str) -> bool {
        // A comparison may return to the last star once for each character.
        let stars = if outer.contains('*') { inner.len() } else { 1 };
        self.spend(outer.len().saturating_mul(stars).saturating_add(16))
    }

    /// Whether so many values may still be compared.
    pub(super) fn pays_for(&self, values: usize) -> bool {
        self.spend(values.saturating_mul(64).saturating_add(64))
    }

    fn spend(&self, steps: usize) -> bool {
        let left = self.left.get().checked_sub(u64::try_from(steps).unwrap_or(u64::MAX));
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }
}
