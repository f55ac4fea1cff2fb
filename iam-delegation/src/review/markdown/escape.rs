//! Text as GitHub's Markdown takes it, in paragraphs and in cells of tables.
//!
//! Source: [GitHub Flavored Markdown](https://github.github.com/gfm/)

use crate::review::phrase::{Phrase, Piece};
use iam_core::visible::visible;
use std::fmt::Write as _;

/// Words: nothing in them is markup, ends a cell, or starts a link or a mention.
pub(super) fn words(text: &str) -> String {
    visible(text).chars().fold(String::with_capacity(text.len()), |mut escaped, c| {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' | '!' | '{' | '}' => {
                escaped.extend(['\\', c]);
            }
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '@' => escaped.push_str("&#64;"),
            _ => escaped.push(c),
        }
        escaped
    })
}

/// A name or value as code.
pub(super) fn code(text: &str) -> String {
    let text = visible(text);
    let has_edge = text.is_empty() || text.starts_with(' ') || text.ends_with(' ');
    if !has_edge && !text.contains(['`', '\\', '|']) {
        return format!("`{text}`");
    }
    // Between backticks nothing can be escaped; within an element everything can.
    let mut code = String::from("<code>");
    for c in text.chars() {
        if c.is_alphanumeric() {
            code.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(code, "&#{};", u32::from(c));
        }
    }
    code.push_str("</code>");
    code
}

pub(super) fn phrase(phrase: &Phrase) -> String {
    let pieces = phrase.0.iter().map(|piece| match piece {
        Piece::Words(text) => words(text),
        Piece::Code(text) => code(text),
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    /// The texts of the cells of a table's second row, as a reader sees them.
    fn cells(markdown: &str) -> Vec<String> {
        let table = format!("| a | b |\n|---|---|\n{markdown}\n");
        let mut cells = Vec::new();
        let mut is_head = false;
        for event in Parser::new_ext(&table, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::TableHead) => is_head = true,
                Event::End(TagEnd::TableHead) => is_head = false,
                _ if is_head => {}
                Event::Start(Tag::TableCell) => cells.push(String::new()),
                Event::Text(text) | Event::Code(text) => cells.last_mut().unwrap().push_str(&text),
                Event::InlineHtml(html) => {
                    assert!(["<code>", "</code>"].contains(&&*html), "{html}");
                }
                Event::Start(Tag::Table(_) | Tag::TableRow) | Event::End(_) => {}
                other => panic!("{other:?} in {markdown}"),
            }
        }
        cells
    }

    #[test]
    fn hostile_text_stays_text() {
        for text in [
            "plain words.",
            "a|b",
            r"a\|b",
            r"\",
            "`",
            "``a` b`",
            "*a* **b** _c_ __d__ ~e~",
            "<script>alert(1)</script>",
            "<!-- a -->",
            "[a](https://a.example) ![b](c)",
            "&lt; &amp; &#42;",
            "$a$ #1 @somebody",
            "${aws:username}/*",
            "arn:aws:s3:::a_b_*/*",
            "a | `b` | <c>",
        ] {
            let row = format!("| {} | {} |", words(text), code(text));
            assert_eq!(cells(&row), [text, text], "{row}");
        }
        assert_eq!(
            cells(&format!("| {} | {} |", words("a\nb"), code("a\r\n| b"))),
            [r"a\u{a}b", r"a\u{d}\u{a}| b"]
        );
        assert_eq!(code(" a"), "<code>&#32;a</code>");
        assert_eq!(code(""), "<code></code>");
    }
}
