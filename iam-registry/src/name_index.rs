//! Names by their hash: where a binary search jumps through memory ten times, this looks once.

use iam_language::pattern::hash_ignoring_case;
use std::sync::OnceLock;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;

/// Places of names in a list, in the order of a hash that ignores ASCII case.
pub(crate) struct NameIndex {
    /// One more than a place in the list, or zero, and part of the hash of the name there, so that
    /// other names are seldom looked at. Small, since look-ups mostly wait for memory. The length
    /// is a power of two.
    slots: Box<[(u16, u16)]>,
}

/// An index that is made once there were look-ups enough: a macro makes fewer.
pub(crate) struct LazyIndex {
    index: OnceLock<NameIndex>,
    look_ups: AtomicUsize,
}

/// One look-up for so many names makes an index worth its making.
const NAMES: usize = 8;

impl LazyIndex {
    pub(crate) const fn new() -> Self {
        Self { index: OnceLock::new(), look_ups: AtomicUsize::new(0) }
    }

    /// The index of these names, if it is worth it and they are not too many.
    pub(crate) fn get(
        &self,
        names: impl ExactSizeIterator<Item = &'static str>,
    ) -> Option<&NameIndex> {
        let made = self.index.get();
        if made.is_some() || names.len() >= usize::from(u16::MAX) {
            return made;
        }
        let before = self.look_ups.fetch_add(1, Relaxed);
        (before >= names.len() / NAMES).then(|| self.index.get_or_init(|| NameIndex::new(names)))
    }
}

impl NameIndex {
    fn new(names: impl ExactSizeIterator<Item = &'static str>) -> Self {
        let mut slots = vec![(0, 0); (names.len() * 2).next_power_of_two()].into_boxed_slice();
        let mask = slots.len() - 1;
        for (place, name) in (1..).zip(names) {
            let (mut at, part) = first_slot(name, mask);
            // At most half of the slots are taken, so this finds a free one.
            while slots.get(at).is_some_and(|(place, _)| *place != 0) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = (place, part);
            }
        }
        Self { slots }
    }

    /// The places of the names that may be `name`.
    pub(crate) fn places(&self, name: &str) -> impl Iterator<Item = usize> {
        let mask = self.slots.len() - 1;
        let (mut at, part) = first_slot(name, mask);
        let taken = std::iter::from_fn(move || {
            let (place, part) = *self.slots.get(at)?;
            at = (at + 1) & mask;
            Some((usize::from(place).checked_sub(1)?, part))
        });
        taken.filter(move |(_, other)| *other == part).map(|(place, _)| place)
    }
}

/// Where the search for a name starts, by the well mixed half of its hash, and part of the other.
fn first_slot(name: &str, mask: usize) -> (usize, u16) {
    let hash = hash_ignoring_case(name);
    let part = u16::try_from(hash >> 16 & u64::from(u16::MAX)).unwrap_or_default();
    (usize::try_from(hash >> 32).unwrap_or_default() & mask, part)
}

#[cfg(test)]
mod tests {
    use super::NameIndex;

    #[test]
    fn finds_every_name_in_any_case() {
        let names = ["GetObject", "getobjectacl", "A", "", "Zz"];
        let index = NameIndex::new(names.into_iter());
        for (place, name) in names.iter().enumerate() {
            for name in [name.to_ascii_lowercase(), name.to_ascii_uppercase()] {
                assert!(index.places(&name).any(|it| it == place), "{name}");
            }
        }
    }
}
