//! Names by their hash: where a binary search jumps through memory ten times, this looks once.

use crate::pattern::hash_ignoring_case;

/// Places of names in a list, in the order of a hash that ignores ASCII case.
pub(super) struct NameIndex {
    /// One more than a place in the list, or zero, and half of the hash of the name there, so that
    /// other names are seldom looked at. The length is a power of two.
    slots: Box<[(u32, u32)]>,
}

impl NameIndex {
    pub(super) fn new(names: impl ExactSizeIterator<Item = &'static str>) -> Self {
        let mut slots = vec![(0, 0); (names.len() * 2).next_power_of_two()].into_boxed_slice();
        let mask = slots.len() - 1;
        for (place, name) in (1..).zip(names) {
            let (mut at, half) = first_slot(name, mask);
            // At most half of the slots are taken, so this finds a free one.
            while slots.get(at).is_some_and(|(place, _)| *place != 0) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = (place, half);
            }
        }
        Self { slots }
    }

    /// The places of the names that may be `name`.
    pub(super) fn places(&self, name: &str) -> impl Iterator<Item = usize> {
        let mask = self.slots.len() - 1;
        let (mut at, half) = first_slot(name, mask);
        let taken = std::iter::from_fn(move || {
            let (place, half) = *self.slots.get(at)?;
            at = (at + 1) & mask;
            Some(((place as usize).checked_sub(1)?, half))
        });
        taken.filter(move |(_, other)| *other == half).map(|(place, _)| place)
    }
}

/// Where the search for a name starts, by the well mixed half of its hash, and the other half.
fn first_slot(name: &str, mask: usize) -> (usize, u32) {
    let [a, b, c, d, rest @ ..] = hash_ignoring_case(name).to_le_bytes();
    (u32::from_le_bytes(rest) as usize & mask, u32::from_le_bytes([a, b, c, d]))
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
