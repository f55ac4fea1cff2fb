//! Text from policies, arguments, configs and file names, made safe to show: nothing hidden, nothing
//! reordered, no terminal codes.

pub(crate) use iam_core::visible::{hides, push, visible};
use std::borrow::Cow;
use std::fmt::Write as _;

/// [`visible`] for text of several lines: line breaks and tabs stay.
pub(crate) fn visible_lines(text: &str) -> Cow<'_, str> {
    let odd = |c: char| hides(c) && !matches!(c, '\n' | '\t');
    if is_plain(text, b"\n\t") || !text.contains(odd) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if odd(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// JSON that says the same as `json`, with such characters as `\uXXXX`; what stands between its strings has
/// none but line breaks.
pub(crate) fn visible_json(json: &str) -> Cow<'_, str> {
    let odd = |c: char| hides(c) && !matches!(c, '\n' | '\t' | '\r');
    if is_plain(json, b"\n\t\r") || !json.contains(odd) {
        return Cow::Borrowed(json);
    }
    let mut shown = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        if odd(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(shown, "\\u{unit:04x}");
            }
        } else {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// Whether `text` is printable ASCII and `others`: most is, and that is quick to see.
fn is_plain(text: &str, others: &[u8]) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~') || others.contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::{visible, visible_json, visible_lines};

    #[test]
    fn odd_characters_are_escaped_and_others_kept() {
        assert_eq!(visible("é 😀 `a`"), "é 😀 `a`");
        assert_eq!(visible("a\u{202e}b\u{1b}[2J\u{200b}"), "a\\u{202e}b\\u{1b}[2J\\u{200b}");
        assert_eq!(visible("a\nb"), "a\\u{a}b");
        assert_eq!(visible_lines("a\n\tb\r\u{9b}2J"), "a\n\tb\\u{d}\\u{9b}2J");
    }

    #[test]
    fn escaped_json_says_the_same() {
        let json = "{\"a\": \"\u{9b}2J \u{e0001} \u{202e} é\"}\n";
        let shown = visible_json(json);
        assert_eq!(shown, "{\"a\": \"\\u009b2J \\udb40\\udc01 \\u202e é\"}\n");
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        assert_eq!(read(&shown), read(json));
    }
}
