//! Text of others, safe to be shown.

use iam_core::visible::visible;
use std::fmt;

/// The text with characters escaped that would hide, reorder or break lines of what is shown.
pub(in crate::compare) struct Shown<'t>(pub(in crate::compare) &'t str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn what_could_deceive_is_escaped() {
        assert_eq!(Shown("a\u{202e}b\n\u{1b}[31m").to_string(), "a\\u{202e}b\\u{a}\\u{1b}[31m");
        assert_eq!(Shown("Größe 東京 🙂").to_string(), "Größe 東京 🙂");
    }
}
