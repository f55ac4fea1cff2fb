//! Single characters in short texts.

/// Where the first `*` or `?` stands.
#[must_use]
pub fn wildcard(text: &str) -> Option<usize> {
    find_any(text, [b'*', b'?'])
}

/// Whether `text` holds a wildcard.
#[must_use]
pub fn has_wildcard(text: &str) -> bool {
    has_any(text, [b'*', b'?'])
}

/// Whether `text` holds one of these ASCII characters.
#[must_use]
pub fn has_any<const N: usize>(text: &str, wanted: [u8; N]) -> bool {
    find_any(text, wanted).is_some()
}

/// Where the first of these ASCII characters stands, eight bytes at a time: most texts are too
/// short for a search that has to get ready first.
#[must_use]
pub fn find_any<const N: usize>(text: &str, wanted: [u8; N]) -> Option<usize> {
    const EACH: u64 = u64::MAX / 0xFF;
    let in_word = |word: &[u8; 8]| {
        let word = u64::from_le_bytes(*word);
        // Marks the highest bit of each byte that is wanted. A borrow may mark bytes above the first
        // of them wrongly; only the first is asked for.
        let marks = wanted.iter().fold(0, |marks, byte| {
            let differs = word ^ (EACH * u64::from(*byte));
            marks | (differs.wrapping_sub(EACH) & !differs & (EACH << 7))
        });
        (marks != 0).then(|| (marks.trailing_zeros() / 8) as usize)
    };
    let bytes = text.as_bytes();
    let (words, rest) = bytes.as_chunks();
    for (index, word) in words.iter().enumerate() {
        if let Some(at) = in_word(word) {
            return Some(index * 8 + at);
        }
    }
    match bytes.last_chunk() {
        // Overlaps the word before, which holds none.
        Some(last) => in_word(last).map(|at| bytes.len() - 8 + at),
        None => rest.iter().position(|byte| wanted.contains(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::find_any;

    #[test]
    fn characters_are_found_wherever_they_stand() {
        for len in 0..40 {
            let plain = "é".repeat(len / 2) + &"+".repeat(len % 2);
            assert_eq!(find_any(&plain, [b'*', b'?']), None);
            for at in (0..=len).filter(|at| plain.is_char_boundary(*at)) {
                let (before, after) = plain.split_at(at);
                assert_eq!(find_any(&format!("{before}?*{after}?"), [b'*', b'?']), Some(at));
            }
        }
    }
}
