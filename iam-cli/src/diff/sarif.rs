//! What policies grant more, as SARIF 2.1.0, for code scanning.
//!
//! Source: [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)

use super::{Compared, NotCompared};
use crate::access::answer::grant;
use crate::render::sarif_uri;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

const NEW_ACCESS: &str = "new-access";
const NOT_KNOWN: &str = "new-access-not-known";

/// A result for each statement that grants more, or is not known to grant no more.
pub(super) fn log(compared: &[Compared], not: &BTreeSet<NotCompared>) -> String {
    let results: Vec<Value> = compared.iter().flat_map(results).collect();
    let notifications: Vec<Value> = not
        .iter()
        .map(|NotCompared { key, why, is_part }| {
            json!({
                "level": if *is_part { "note" } else { "error" },
                "message": { "text": format!("{key}: not compared: {why}") },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": { "uri": sarif_uri(Path::new(&key.file)) }
                } }],
            })
        })
        .collect();
    let rule = |id: &str, text: &str| json!({ "id": id, "shortDescription": { "text": text } });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "columnKind": "unicodeCodePoints",
            "tool": { "driver": {
                "name": "iam",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": [
                    rule(NEW_ACCESS, "A statement grants what the old policy did not grant"),
                    rule(NOT_KNOWN, "Whether a statement grants more could not be found out"),
                ],
            } },
            "results": results,
            "invocations": [{
                "executionSuccessful": not.iter().all(|it| it.is_part),
                "toolExecutionNotifications": notifications,
            }],
        }],
    });
    format!("{log:#}\n")
}

fn results(compared: &Compared) -> Vec<Value> {
    let result = |rule: &str, statement: usize, text: String| {
        let mut place =
            json!({ "artifactLocation": { "uri": sarif_uri(Path::new(&compared.key.file)) } });
        if let (Some(region), Some(place)) = (compared.places.get(statement), place.as_object_mut())
        {
            place.insert("region".to_owned(), json!(region));
        }
        json!({
            "ruleId": rule,
            "level": "error",
            "message": { "text": format!("{}: {text}", compared.key) },
            "locations": [{ "physicalLocation": place }],
        })
    };
    let open = compared.why_open();
    let open = open.map(|why| result(NOT_KNOWN, 0, format!("not known: {why}")));
    let gained = &compared.comparison.gained;
    let new = gained.reasons().iter();
    let new = new.map(|reason| result(NEW_ACCESS, reason.statement, grant(reason)));
    let unknown = gained
        .unknown()
        .iter()
        .map(|unknown| result(NOT_KNOWN, unknown.statement, format!("not known: {}", unknown.why)));
    // What denied it stands there no more.
    let let_through = compared.let_through.iter().flat_map(|it| {
        let [words, _] = compared.words();
        let new = it.gained.reasons().iter();
        let new = new.map(move |reason| (NEW_ACCESS, format!("{words} {}", reason.witness)));
        let unknown = it.gained.unknown().iter();
        new.chain(unknown.map(|it| (NOT_KNOWN, format!("not known: {}", it.why))))
    });
    let let_through = let_through.map(|(rule, text)| result(rule, usize::MAX, text));
    new.chain(unknown).chain(let_through).chain(open).collect()
}
