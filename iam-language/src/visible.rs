//! Text of others, made safe to show: nothing hidden, nothing reordered, no codes for a terminal.
//!
//! This is a property of security, and the one list of such characters in this workspace: a test of the
//! house looks for others.

use std::borrow::Cow;

/// Whether `c` is invisible, reorders the text around it, breaks its line or steers a terminal.
///
/// # Examples
///
/// ```
/// use iam_language::visible::hides;
/// assert!(hides('\u{202e}') && hides('\u{1b}') && hides('\n') && hides('\u{e0041}'));
/// assert!(!hides('é') && !hides(' '));
/// ```
///
/// Source: Unicode, [`Default_Ignorable_Code_Point`](https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point)
/// and [bidirectional formatting](https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters)
#[must_use]
pub fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// `text` with such characters as `\u{…}`.
///
/// # Examples
///
/// ```
/// use iam_language::visible::visible;
/// assert_eq!(visible("a\u{202e}b\n\u{1b}[31m"), r"a\u{202e}b\u{a}\u{1b}[31m");
/// assert_eq!(visible("Größe 東京 🙂"), "Größe 東京 🙂");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    // Most text is printable ASCII, and that is quick to see.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || !text.contains(hides) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push(&mut shown, c);
    }
    Cow::Owned(shown)
}

/// Adds `c` to `shown`, as `\u{…}` if it [`hides`].
pub fn push(shown: &mut String, c: char) {
    if hides(c) {
        shown.extend(c.escape_unicode());
    } else {
        shown.push(c);
    }
}
