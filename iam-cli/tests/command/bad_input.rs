//! Any bytes: findings or a clear error, never a panic, in a time that fits.

use crate::program::{Ran, codes, pipe};
use std::time::{Duration, Instant};

/// A policy with this statement, checked as a file; never slower than a debug build on a busy
/// machine may be.
fn validate(input: impl AsRef<[u8]>) -> Ran {
    let start = Instant::now();
    let ran = pipe(&["validate", "--format", "json", "-"], input);
    assert!(start.elapsed() < Duration::from_mins(2), "{:?}", start.elapsed());
    assert!(matches!(ran.code, 0 | 1), "{}", ran.err);
    assert_eq!(ran.err, "");
    ran
}

fn syntax_error(input: impl AsRef<[u8]>) -> usize {
    let answer = validate(input).json();
    assert_eq!(codes(&answer), ["JSON_SYNTAX_ERROR"]);
    let start = &answer["findings"][0]["locations"][0]["span"]["start"];
    usize::try_from(start["offset"].as_u64().unwrap()).unwrap()
}

#[test]
fn what_is_no_json_is_told_at_its_byte() {
    assert_eq!(syntax_error(""), 0);
    assert_eq!(syntax_error(b"\xef\xbb\xbf{}"), 0);
    assert_eq!(syntax_error(b"{\"a\": \"\xff\xfe\"}"), 7);
    assert_eq!(syntax_error(b"\xff"), 0);
    assert_eq!(syntax_error("\0\0\0"), 0);
    assert_eq!(syntax_error(r#"{"Statement": "\ud800"}"#), 15);
    assert_eq!(syntax_error("[".repeat(1_000_000)), 128);
    assert_eq!(syntax_error("{\"a\":".repeat(1_000_000)), 640);
    for text in ["null", "[]", "{}", "1", "\"\"", r#"{"Statement": [[], null, 1]}"#] {
        assert!(!codes(&validate(text).json()).is_empty(), "{text}");
    }
}

#[test]
fn a_key_may_be_repeated_a_hundred_thousand_times() {
    for (before, after) in
        [("{", "\"Version\": \"2012-10-17\"}"), ("{\"Statement\": {", "\"Sid\": \"A\"}}")]
    {
        let text = format!("{before}{}{after}", "\"Effect\": \"Allow\",".repeat(100_000));
        assert!(!codes(&validate(text).json()).is_empty());
    }
}

#[test]
fn fifty_megabytes_are_read() {
    let statement =
        r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/b"}"#;
    let filler = "x".repeat(50 << 20);
    let text =
        format!(r#"{{"Version": "2012-10-17", "Id": "{filler}", "Statement": [{statement}]}}"#);
    validate(text);
    // As many findings as the text holds, on one line.
    let wrong = statement.replace("Allow", "Alow");
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{wrong}{}]}}"#,
        format!(",{wrong}").repeat(20_000)
    );
    assert!(codes(&validate(text).json()).len() >= 20_000);
}

#[test]
fn lines_of_any_bytes_are_answered() {
    let deep = format!("{{\"id\": 1, \"policy\": {}}}\n", "[".repeat(1_000_000));
    let input = [
        &b"\xff\xfe\n\xef\xbb\xbf{}\n"[..],
        deep.as_bytes(),
        b"{\"id\": 2, \"policy\": \"\\ud800\"}\n{\"id\": 3, \"policy\": \"\"}\n\0\n",
    ]
    .concat();
    let ran = pipe(&["validate", "--jsonl"], input);
    let lines = ran.assert(2).lines();
    assert_eq!(lines.len(), 6, "{}", ran.out);
    assert_eq!(codes(&lines[4]), ["JSON_SYNTAX_ERROR"]);
    assert!(lines.iter().enumerate().all(|(at, line)| at == 4 || line["error"].is_string()));
}
