//! Names by their hash: where a binary search jumps through memory ten times, this looks once.

/// Places of names in a list, in the order of a hash that ignores ASCII case.
pub(super) struct NameIndex {
    /// One more than a place in the list, or zero. The length is a power of two.
    slots: Box<[u32]>,
}

impl NameIndex {
    pub(super) fn new(names: impl ExactSizeIterator<Item = &'static str>) -> Self {
        let mut slots = vec![0; (names.len() * 2).next_power_of_two()].into_boxed_slice();
        let mask = slots.len() - 1;
        for (place, name) in (1..).zip(names) {
            let mut at = hash(name) & mask;
            // At most half of the slots are taken, so this finds a free one.
            while slots.get(at).is_some_and(|slot| *slot != 0) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = place;
            }
        }
        Self { slots }
    }

    /// The places of the names that may be `name`.
    pub(super) fn places(&self, name: &str) -> impl Iterator<Item = usize> {
        let mask = self.slots.len() - 1;
        let mut at = hash(name) & mask;
        std::iter::from_fn(move || {
            let place = (*self.slots.get(at)? as usize).checked_sub(1)?;
            at = (at + 1) & mask;
            Some(place)
        })
    }
}

/// A hash for which case does not matter, eight bytes at a time.
fn hash(name: &str) -> usize {
    const LOWER_CASE: u64 = 0x2020_2020_2020_2020;
    let mix = |hash: u64, bytes: [u8; 8]| {
        (hash.rotate_left(5) ^ (u64::from_le_bytes(bytes) | LOWER_CASE))
            .wrapping_mul(0x517c_c1b7_2722_0a95)
    };
    let (chunks, rest) = name.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let hash = mix(chunks.iter().fold(0, |hash, chunk| mix(hash, *chunk)), last);
    // The high bits are the well mixed ones.
    (hash >> 32) as usize
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
