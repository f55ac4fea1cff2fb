//! The document decides which actions a policy holds.

use crate::facts;
use clumio_policies::{Assets, ClumioPolicySet};
use std::collections::{BTreeMap, BTreeSet};

type Table = (String, String);

#[test]
fn the_copy_of_the_document_is_whole() {
    let rows = facts::rows();
    let tables: BTreeSet<_> = rows
        .iter()
        .map(|row| (&row["entity"], &row["policy"]))
        .map(|(a, b)| (a.to_string(), b.to_string()))
        .collect();
    let actions: Vec<_> = rows.iter().flat_map(|row| facts::texts(&row["actions"])).collect();
    let distinct: BTreeSet<_> = actions.iter().collect();
    assert_eq!((rows.len(), tables.len(), actions.len(), distinct.len()), (152, 24, 348, 244));
}

#[test]
fn each_policy_holds_the_actions_of_its_rows_and_no_other() {
    let mut expected: BTreeMap<Table, BTreeSet<String>> = BTreeMap::new();
    for row in facts::rows() {
        let table = (text(&row["entity"]), text(&row["policy"]));
        let actions = facts::texts(&row["actions"]).into_iter().map(str::to_owned);
        expected.entry(table).or_default().extend(actions);
    }
    let mut held: BTreeMap<Table, BTreeSet<String>> = BTreeMap::new();
    let set = ClumioPolicySet::for_assets(Assets::ALL);
    for entry in set.statements() {
        let table = (entry.entity.to_owned(), entry.policy.to_owned());
        let actions = entry.statement.action.patterns().iter();
        held.entry(table).or_default().extend(actions.map(|action| action.as_str().to_owned()));
    }
    assert_eq!(held, expected);
}

#[test]
fn each_row_is_covered_by_the_statements_that_the_facts_name_for_it() {
    let statements = facts::statements();
    for row in facts::rows() {
        let covering = statements.iter().filter(|statement| {
            ["entity", "policy"].iter().all(|key| statement[key] == row[key])
                && statement["row"].as_array().unwrap().contains(&row["row"])
        });
        let covered: BTreeSet<_> =
            covering.flat_map(|statement| facts::texts(&statement["actions"])).collect();
        for action in facts::texts(&row["actions"]) {
            assert!(covered.contains(action), "{action} of {row}");
        }
    }
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap().to_owned()
}
