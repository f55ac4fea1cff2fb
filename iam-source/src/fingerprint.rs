//! A short text that tells one thing from others, the same on every machine.

use sha2::{Digest, Sha256};

/// How many characters a fingerprint has: five bits in each.
const LEN: usize = 10;

/// What a thing is made of, part by part.
///
/// Whoever proposes a change could look for something with the fingerprint of something else: so it is a hash for which
/// nobody knows how to find such a thing but by trying.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fingerprint(Sha256);

impl Fingerprint {
    /// Of one text.
    pub(crate) fn of(text: &str) -> String {
        let mut fingerprint = Self::default();
        fingerprint.add(text);
        fingerprint.text()
    }

    /// Goes on with a part. Where it ends counts, too.
    pub(crate) fn add(&mut self, part: &str) {
        self.0.update(part.len().to_le_bytes());
        self.0.update(part);
    }

    /// The same for the same parts: small letters and digits, of which the first is a letter.
    pub(crate) fn text(self) -> String {
        const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let hash = self.0.finalize();
        let bytes = hash.iter().take(8).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
        let digit = |at: usize| {
            let bits = (bytes >> (5 * at)) & 31;
            // One of the letters comes first, so that it reads as a word among words.
            let bits = if at == 0 { bits % 26 } else { bits };
            usize::try_from(bits)
                .ok()
                .and_then(|bits| DIGITS.get(bits))
                .map_or('a', |it| char::from(*it))
        };
        (0..LEN).map(digit).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_of_all_parts_and_of_where_they_end() {
        let of = |parts: &[&str]| {
            let mut fingerprint = Fingerprint::default();
            for part in parts {
                fingerprint.add(part);
            }
            fingerprint.text()
        };
        assert_eq!(of(&["a", "b"]), of(&["a", "b"]));
        assert_ne!(of(&["a", "b"]), of(&["ab"]));
        assert_ne!(of(&["a", "b"]), of(&["b", "a"]));
        assert_eq!(Fingerprint::of("a"), of(&["a"]));
        for text in ["", "a", "b", "c", "d"] {
            let fingerprint = Fingerprint::of(text);
            assert_eq!(fingerprint.len(), LEN);
            assert!(fingerprint.starts_with(|it: char| it.is_ascii_lowercase()), "{fingerprint}");
            assert!(fingerprint.bytes().all(|it| it.is_ascii_alphanumeric()), "{fingerprint}");
        }
    }
}
