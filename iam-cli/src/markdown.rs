//! Text of others in a table of Markdown, where it stays text: it ends no code, links nowhere and calls nobody.

use crate::visible::visible;

/// A code span that shows `text`, in a cell.
///
/// Nothing within is escaped but what ends the cell: that is how code spans are.
pub(crate) fn code(text: &str) -> String {
    let text = visible(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    // One space at both ends is no part of what a span shows.
    let is_padded = text.starts_with(' ') && text.ends_with(' ');
    let pad = if is_padded || text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    if text.is_empty() {
        return String::new();
    }
    format!("{fence}{pad}{}{pad}{fence}", without_bars(&text))
}

/// Bars that end no cell. Behind a backslash, readers do not agree on what `\|` is.
fn without_bars(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' if shown.ends_with('\\') => shown.extend(c.escape_unicode()),
            '|' => shown.push_str("\\|"),
            _ => shown.push(c),
        }
    }
    shown
}

/// A sentence of ours, in a cell, whose names of others stand between backticks.
///
/// If a name has backticks of its own, nobody can tell where it ends: then all of it is code.
pub(crate) fn prose(sentence: &str) -> String {
    let parts: Vec<_> = sentence.split('`').collect();
    let (last, is_paired) = (parts.len() - 1, parts.len() % 2 == 1);
    let is_plain = |(at, part): (usize, &&str)| {
        // Spans with nothing between them would be one.
        let is_edge = at == 0 || at == last;
        if at % 2 == 1 { !part.is_empty() } else { (is_edge || !part.is_empty()) && !is_live(part) }
    };
    if !is_paired || !parts.iter().enumerate().all(is_plain) {
        return code(sentence);
    }
    let shown = |(at, part): (usize, &&str)| if at % 2 == 1 { code(part) } else { escaped(part) };
    parts.iter().enumerate().map(shown).collect()
}

/// Whether it has what becomes a link or calls somebody once Markdown is rendered, where no backslash helps.
fn is_live(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    ["@", "#", "://", "www.", "gh-"].iter().any(|mark| lower.contains(mark))
}

fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() && !",.;:()'\"-/=+%?".contains(c) {
            shown.push('\\');
        }
        shown.push(c);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{code, prose};

    #[test]
    fn no_text_ends_its_code() {
        for (text, wanted) in [
            ("a.json", "`a.json`"),
            ("a`@org/team`b", "``a`@org/team`b``"),
            ("`a", "`` `a ``"),
            ("a``b```", "```` a``b``` ````"),
            (" a ", "`  a  `"),
            (" a", "` a`"),
            ("<b>&amp;[a](http://evil)*_", "`<b>&amp;[a](http://evil)*_`"),
            ("a|b\\|c", "`a\\|b\\\\u{7c}c`"),
            ("a\nb\r\u{202e}", "`a\\u{a}b\\u{d}\\u{202e}`"),
            ("", ""),
        ] {
            assert_eq!(code(text), wanted, "{text}");
        }
    }

    #[test]
    fn sentences_keep_their_code_and_nothing_else_is_markup() {
        for (text, wanted) in [
            ("allows `s3:*` on `a|b`, by x", "allows `s3:*` on `a\\|b`, by x"),
            ("with `k` = [`a`, `b`]", "with `k` = \\[`a`, `b`\\]"),
            ("a*b_c <i> \\ ~ | & !", "a\\*b\\_c \\<i\\> \\\\ \\~ \\| \\& \\!"),
            ("two\nlines", "two\\\\u\\{a\\}lines"),
            ("see @org/team", "`see @org/team`"),
            ("see http://evil", "`see http://evil`"),
            ("by `a`b", "by `a`b"),
            ("by `a`[b](c)`", "`` by `a`[b](c)` ``"),
            ("by ``@org/team``", "``` by ``@org/team`` ```"),
            ("by `a``b`", "``` by `a``b` ```"),
            ("by `a`@org`b`", "`` by `a`@org`b` ``"),
        ] {
            assert_eq!(prose(text), wanted, "{text}");
        }
    }
}
