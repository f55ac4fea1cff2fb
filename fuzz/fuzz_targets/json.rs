//! The JSON reader on any bytes, beside `serde_json`.
//!
//! What it reads, `serde_json` reads, and as the same value; what it refuses, it refuses at a place
//! within the text.

#![no_main]

use iam_core::document::{Node, Value};
use iam_core::json;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match json::read_bytes(bytes) {
        Ok(node) => match serde_json::from_slice::<serde_json::Value>(bytes) {
            Ok(theirs) => assert_eq!(value(&node), theirs),
            // It counts one level less.
            Err(error) => assert!(error.to_string().contains("recursion limit"), "{error}"),
        },
        Err(error) => {
            assert!(error.span().start as usize <= bytes.len());
            assert!(error.span().start <= error.span().end);
            assert!(!error.message().is_empty());
            let theirs = serde_json::from_slice::<serde_json::Value>(bytes);
            assert!(theirs.is_err(), "refused here only: {}", error.message());
        }
    }
});

/// As `serde_json` keeps it: the last of repeated members counts.
fn value(node: &Node<'_>) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(it) => serde_json::Value::Bool(*it),
        Value::Number(spelled) => serde_json::from_str(spelled).expect("a number to both"),
        Value::String(text) => serde_json::Value::String(text.clone().into_owned()),
        Value::Array(items) => items.iter().map(value).collect(),
        Value::Object(members) => {
            let members = members.iter().map(|it| (it.key.clone().into_owned(), value(&it.node)));
            serde_json::Value::Object(members.collect())
        }
        _ => panic!("JSON holds nothing else"),
    }
}
