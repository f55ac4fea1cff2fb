//! Text from a policy, made safe to show: nothing hidden, nothing reordered, no terminal codes.

use std::borrow::Cow;

/// `text` with characters that cannot be seen, or that move others, as `\u{…}`.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_odd) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// Adds `c`, escaped if it is odd.
pub(crate) fn push(shown: &mut String, c: char) {
    if is_odd(c) {
        shown.extend(c.escape_unicode());
    } else {
        shown.push(c);
    }
}

/// Whether `c` is invisible, reorders text, or steers a terminal.
pub(crate) fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn odd_characters_are_escaped_and_others_kept() {
        assert_eq!(visible("é 😀 `a`"), "é 😀 `a`");
        assert_eq!(visible("a\u{202e}b\u{1b}[2J\u{200b}"), "a\\u{202e}b\\u{1b}[2J\\u{200b}");
    }
}
