//! Any text, read.

use super::read::{MAX_DEPTH, read, read_bytes};
use crate::document::{ByteSpan, Value};
use std::borrow::Cow;

fn error(text: &str) -> (u32, String) {
    let error = read(text).expect_err(text);
    (error.span().start, error.message().to_owned())
}

/// Found by fuzzing: one byte of a character was no place in the text.
#[test]
fn the_place_of_an_error_is_made_of_whole_characters() {
    let span = |text: &str| read(text).map(|_| ()).map_err(|error| error.span());
    assert_eq!(span("{}é"), Err(ByteSpan { start: 2, end: 4 }));
    assert_eq!(span("{"), Err(ByteSpan { start: 1, end: 1 }));
}

#[test]
fn each_departure_from_json_is_named_at_its_byte() {
    assert_eq!(error(""), (0, "expected a value, found the end of the text".into()));
    assert_eq!(error("[1,]").0, 3);
    assert_eq!(error("{'a': 1}"), (1, "expected a name in double quotes, found `'`".into()));
    assert_eq!(error("{\"a\" 1}"), (5, "expected `:` after the name, found `1`".into()));
    assert_eq!(error("[1 2]"), (3, "expected `,` or `]`, found `2`".into()));
    assert_eq!(error("{} // why"), (3, "expected the end of the text after the value".into()));
    assert_eq!(error("\"a"), (0, "the string that starts here is never closed".into()));
    assert_eq!(error("\"\\ud800\"").1, "a lone surrogate is not a character");
    assert_eq!(error("\"\\udc00\"").1, "a lone surrogate is not a character");
    assert_eq!(error("\"\\ud800\\u0041\"").1, "a lone surrogate is not a character");
    assert_eq!(error("\"\n\"").1, "a control character must be escaped in a string");
    assert_eq!(error("\u{feff}{}").0, 0);
    assert_eq!(error("01").1, "a number has no leading zero");
    assert_eq!(error("tru").0, 0);
}

#[test]
fn depth_is_limited_and_never_overflows() {
    let fits = format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
    assert!(read(&fits).is_ok());
    assert_eq!(error(&"[".repeat(1_000_000)).1, "nested deeper than 128 levels");
    assert_eq!(error(&"{\"a\":".repeat(1_000_000)).1, "nested deeper than 128 levels");
}

#[test]
fn bytes_that_are_not_text_are_refused_at_their_place() {
    let error = read_bytes(b"{\"a\": \"\xff\"}").expect_err("not UTF-8");
    assert_eq!((error.span().start, error.message()), (7, "the bytes are not UTF-8"));
    let error = read_bytes(b"\xff\xfe{\0}\0").expect_err("UTF-16");
    assert_eq!(
        (error.span().start, error.message()),
        (0, "the bytes are UTF-16; save them as UTF-8, without a byte order mark")
    );
}

#[test]
fn escapes_are_undone_and_plain_text_is_borrowed() {
    let node = read(r#"["plain", "\u00e9\ud83d\ude00\n"]"#).expect("JSON");
    let [plain, escaped] = node.items() else { panic!("two items") };
    assert!(matches!(plain.value, Value::String(Cow::Borrowed("plain"))));
    assert_eq!(escaped.text(), Some("é😀\n"));
}

#[test]
fn order_and_duplicates_are_kept() {
    let node = read(r#"{"b":1,"a":2,"b":3}"#).expect("JSON");
    let keys: Vec<_> = node.members().iter().map(|member| member.key.as_ref()).collect();
    assert_eq!(keys, ["b", "a", "b"]);
}
