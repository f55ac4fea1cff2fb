//! The JSON reader on any bytes, beside `serde_json`.
//!
//! What it reads, `serde_json` reads, and as the same value; what it refuses, it refuses at a place
//! within the text. It is stricter in two ways only: depth, and a byte order mark has its own words.

#![no_main]

use iam_core::document::{Node, Value};
use iam_core::json;
use libfuzzer_sys::fuzz_target;
use serde::Deserialize;

fuzz_target!(|bytes: &[u8]| {
    match json::read_bytes(bytes) {
        Ok(node) => {
            assert_eq!(value(&node), theirs(bytes).expect("JSON to both"));
        }
        Err(error) => {
            assert!(error.span().start as usize <= bytes.len());
            assert!(error.span().start <= error.span().end);
            assert!(!error.message().is_empty());
            if error.message().contains("deep") {
                return;
            }
            assert!(theirs(bytes).is_err(), "refused here only: {}", error.message());
        }
    }
});

/// At any depth: ours is limited, and that limit has been passed already.
fn theirs(bytes: &[u8]) -> serde_json::Result<serde_json::Value> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    reader.disable_recursion_limit();
    let value = serde_json::Value::deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// As `serde_json` keeps it: the last of repeated members counts.
fn value<S>(node: &Node<'_, S>) -> serde_json::Value {
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
