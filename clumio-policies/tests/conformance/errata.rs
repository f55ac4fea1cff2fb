//! The mistakes of the document.

use crate::facts;
use clumio_policies::{ERRATA, Erratum, ErratumKind};
use serde_json::{Value, json};

/// The name that the facts have for a sort of mistake.
fn kind(erratum: &Erratum) -> &'static str {
    match erratum.kind {
        ErratumKind::ActionName => "typo",
        ErratumKind::Case => "case",
        ErratumKind::TwoOnOneLine => "two-on-one-line",
        ErratumKind::RetiredService => "retired-service",
        ErratumKind::MissingDescription => "missing-description",
        ErratumKind::Reference => "prose-reference",
        ErratumKind::Description => "prose-content",
        ErratumKind::Spelling => "prose-typo",
        other => panic!("{other:?} has no name in the facts"),
    }
}

#[test]
fn errata_are_the_corrections_of_the_rows() {
    let rows = facts::rows();
    let expected: Vec<Value> = rows
        .iter()
        .flat_map(|row| {
            row["errata"].as_array().unwrap().iter().map(move |erratum| {
                let [printed, correct, kind] =
                    ["printed", "correct", "kind"].map(|key| erratum[key].clone());
                json!([row["policy"], row["row"], printed, correct, kind])
            })
        })
        .collect();
    let ours: Vec<Value> = ERRATA
        .iter()
        .map(|one| json!([one.policy, one.row, one.printed, one.correct, kind(one)]))
        .collect();
    assert_eq!(ours, expected);
}

#[test]
fn corrected_actions_are_those_of_the_rows() {
    let names = [ErratumKind::ActionName, ErratumKind::Case];
    for erratum in ERRATA.iter().filter(|erratum| names.contains(&erratum.kind)) {
        let row = facts::rows()
            .into_iter()
            .find(|row| row["policy"] == erratum.policy && row["row"] == erratum.row)
            .unwrap();
        assert!(facts::texts(&row["actions"]).contains(&erratum.correct.unwrap()));
        assert!(facts::texts(&row["actions_as_printed"]).contains(&erratum.printed));
    }
}
