//! Names without regard to ASCII case, eight bytes at a time.

use std::cmp::Ordering;

/// The order of names: by bytes, upper case as if lower.
#[must_use]
pub fn cmp_ignoring_case(a: &[u8], b: &[u8]) -> Ordering {
    let ((a_words, a_rest), (b_words, b_rest)) = (a.as_chunks(), b.as_chunks());
    for (x, y) in a_words.iter().zip(b_words) {
        // Most pairs are the same as written.
        if x != y {
            let lower = |word: &[u8; 8]| lower_case(u128::from(u64::from_be_bytes(*word)));
            let order = lower(x).cmp(&lower(y));
            if order.is_ne() {
                return order;
            }
        }
    }
    let (a_rest, b_rest) = match a_words.len().cmp(&b_words.len()) {
        Ordering::Equal => (a_rest, b_rest),
        Ordering::Less => (a_rest, rest_after(b, a_words.len())),
        Ordering::Greater => (rest_after(a, b_words.len()), b_rest),
    };
    for (x, y) in a_rest.iter().zip(b_rest) {
        let order = x.to_ascii_lowercase().cmp(&y.to_ascii_lowercase());
        if order.is_ne() {
            return order;
        }
    }
    a.len().cmp(&b.len())
}

fn rest_after(bytes: &[u8], words: usize) -> &[u8] {
    bytes.get(words * 8..).unwrap_or_default()
}

/// A quick hash for which case does not matter; its high bits are mixed well.
///
/// Texts can be made to collide, so that equal hashes prove nothing.
#[must_use]
pub fn hash_ignoring_case(text: &str) -> u64 {
    const LOWER_CASE: u64 = 0x2020_2020_2020_2020;
    let mix = |hash: u64, bytes: [u8; 8]| {
        (hash.rotate_left(5) ^ (u64::from_le_bytes(bytes) | LOWER_CASE))
            .wrapping_mul(0x517c_c1b7_2722_0a95)
    };
    let (chunks, rest) = text.as_bytes().as_chunks::<8>();
    let hash = chunks.iter().fold(0, |hash, chunk| mix(hash, *chunk));
    match text.as_bytes().last_chunk() {
        _ if rest.is_empty() => hash,
        // Some of these count twice.
        Some(last) => mix(hash, *last),
        None => {
            let last = rest.iter().fold(0, |word: u64, byte| word << u8::BITS | u64::from(*byte));
            mix(hash, last.to_le_bytes())
        }
    }
}

/// Sixteen bytes at once, each upper-case ASCII letter made lower-case.
#[must_use]
pub const fn lower_case(bytes: u128) -> u128 {
    const EACH: u128 = u128::MAX / 0xFF;
    let ascii = bytes & (0x7F * EACH);
    // The top bit of each byte tells whether its lower seven are at least `A`, or above `Z`.
    let from_a = ascii + (0x80 - b'A' as u128) * EACH;
    let above_z = ascii + (0x7F - b'Z' as u128) * EACH;
    let upper = from_a & !above_z & !bytes & (0x80 * EACH);
    bytes | upper >> 2
}

#[cfg(test)]
mod tests {
    use super::cmp_ignoring_case;

    #[test]
    fn the_order_is_that_of_bytes_in_lower_case() {
        let words = ["", "a", "Sns:List", "sns:lisT", "sns:ListTopics", "SNS:List[", "sns:List@"];
        let words = words.into_iter().flat_map(|word| {
            ["", "A", "b", "é", "ZZZZZZZZZZ", "`{zzzzzzz"].map(|end| format!("{word}{end}"))
        });
        let words: Vec<_> = words.collect();
        for a in &words {
            for b in &words {
                let expected =
                    a.to_ascii_lowercase().as_bytes().cmp(b.to_ascii_lowercase().as_bytes());
                assert_eq!(cmp_ignoring_case(a.as_bytes(), b.as_bytes()), expected, "{a} {b}");
            }
        }
    }
}
