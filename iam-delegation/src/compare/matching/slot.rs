//! Where a statement stands.

/// A statement of an entity: the place of its policy, and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::compare) struct Slot {
    pub(in crate::compare) policy: usize,
    pub(in crate::compare) statement: usize,
}
