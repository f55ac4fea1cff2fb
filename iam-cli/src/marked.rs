//! Texts that begin with a byte order mark, as some programs of Windows write them.
//!
//! Places in them are those of the text behind the mark. What is written back keeps mark and encoding.

use std::borrow::Cow;

/// What a mark says of the bytes behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Utf8,
    /// The lower byte of each unit first: what `>` of Windows PowerShell writes.
    Utf16Le,
    Utf16Be,
}

impl Mark {
    /// The mark that a file begins with, and what is behind it.
    fn of(bytes: &[u8]) -> Option<(Self, &[u8])> {
        let mark = |mark: &[u8]| bytes.strip_prefix(mark);
        mark(b"\xef\xbb\xbf")
            .map(|rest| (Self::Utf8, rest))
            .or_else(|| mark(b"\xff\xfe").map(|rest| (Self::Utf16Le, rest)))
            .or_else(|| mark(b"\xfe\xff").map(|rest| (Self::Utf16Be, rest)))
    }

    /// Whether it is not even UTF-8.
    pub(crate) fn is_utf_16(self) -> bool {
        self != Self::Utf8
    }
}

/// The text behind a mark; none if the bytes begin with none. Otherwise what is wrong with them.
pub(crate) fn unmarked(bytes: &[u8]) -> Option<(Mark, Result<String, &'static str>)> {
    let (mark, rest) = Mark::of(bytes)?;
    let unit = |pair: &[u8]| match (mark, pair) {
        (Mark::Utf16Be, [high, low]) => u16::from_be_bytes([*high, *low]),
        (_, [low, high]) => u16::from_le_bytes([*low, *high]),
        // Half a unit is none.
        _ => 0xd800,
    };
    let text = match mark {
        Mark::Utf8 => String::from_utf8(rest.to_owned())
            .map_err(|_| "it begins with the byte order mark of UTF-8, and is not UTF-8"),
        _ => char::decode_utf16(rest.chunks(2).map(unit))
            .collect::<Result<String, _>>()
            .map_err(|_| "it begins with the byte order mark of UTF-16, and is not UTF-16"),
    };
    Some((mark, text))
}

/// The bytes of `text`, marked and encoded as those that stood there before.
pub(crate) fn as_before<'t>(before: &[u8], text: &'t str) -> Cow<'t, [u8]> {
    let Some((mark, _)) = Mark::of(before) else { return Cow::Borrowed(text.as_bytes()) };
    let marked = || std::iter::once('\u{feff}').chain(text.chars());
    if mark == Mark::Utf8 {
        return Cow::Owned(marked().collect::<String>().into_bytes());
    }
    let mut bytes = Vec::with_capacity(2 * text.len() + 2);
    for c in marked() {
        for unit in c.encode_utf16(&mut [0; 2]) {
            bytes.extend(match mark {
                Mark::Utf16Be => unit.to_be_bytes(),
                _ => unit.to_le_bytes(),
            });
        }
    }
    Cow::Owned(bytes)
}

#[cfg(test)]
mod tests {
    use super::{as_before, unmarked};

    #[test]
    fn what_is_read_is_written_again() {
        for bytes in
            [&b"\xef\xbb\xbfa\xc3\xa9"[..], b"\xff\xfea\0\xe9\0\x3d\xd8\0\xde", b"\xfe\xff\0a"]
        {
            let (_, text) = unmarked(bytes).expect("a mark");
            let text = text.expect("a text");
            assert!(text.starts_with('a'), "{text}");
            assert_eq!(&*as_before(bytes, &text), bytes);
        }
        assert_eq!(&*as_before(b"{}", "a"), b"a");
        assert!(unmarked(b"{}").is_none());
    }

    #[test]
    fn what_is_broken_is_told() {
        for bytes in [&b"\xff\xfea"[..], b"\xff\xfe\0\xd8", b"\xef\xbb\xbf\xff"] {
            assert!(unmarked(bytes).expect("a mark").1.is_err(), "{bytes:?}");
        }
    }
}
