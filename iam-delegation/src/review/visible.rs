//! Text that cannot hide or reorder what stands beside it.

use std::borrow::Cow;
use std::fmt::Write as _;

/// `text` with control characters and those that turn the direction of writing spelled out.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(hides) {
        return Cow::Borrowed(text);
    }
    let spelled = text.chars().fold(String::new(), |mut spelled, c| {
        if hides(c) {
            // Writing to a string cannot fail.
            let _ = write!(spelled, "{}", c.escape_unicode());
        } else {
            spelled.push(c);
        }
        spelled
    });
    Cow::Owned(spelled)
}

fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_hide_is_spelled_out() {
        assert_eq!(visible("a\u{202e}b\nc"), r"a\u{202e}b\u{a}c");
        assert!(matches!(visible("ä <b>"), Cow::Borrowed("ä <b>")));
    }
}
