//! Choices.

/// A reproducible source of choices: given ones first, then made-up ones (`SplitMix64`).
#[derive(Clone, Debug)]
pub struct Dice<'b> {
    given: &'b [u8],
    seed: u64,
}

impl<'b> Dice<'b> {
    /// Each byte of `given` is one choice, as a fuzzer makes them; then `seed` says.
    #[must_use]
    pub const fn new(seed: u64, given: &'b [u8]) -> Self {
        Self { given, seed }
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        if let [first, rest @ ..] = self.given {
            self.given = rest;
            return u64::from(*first);
        }
        self.seed = self.seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.seed;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// True once in so many times.
    pub fn one_in(&mut self, sides: u64) -> bool {
        self.roll().is_multiple_of(sides)
    }

    /// A number from 0 up to and with `most`.
    pub fn up_to(&mut self, most: u64) -> u64 {
        self.roll() % (most + 1)
    }

    /// One of the items.
    ///
    /// # Panics
    ///
    /// There are none.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        let at = usize::try_from(self.roll() % items.len() as u64).unwrap_or_default();
        *items.get(at).expect("as many as there are")
    }

    /// Up to `most`, even none.
    pub fn some<T>(&mut self, most: u64, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.up_to(most)).map(|_| make(self)).collect()
    }

    /// One, and up to `more` more.
    pub fn many<T>(&mut self, more: u64, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..=self.up_to(more)).map(|_| make(self)).collect()
    }
}
