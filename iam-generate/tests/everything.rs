//! What is made holds every part of the language, and can be read.

#![expect(clippy::panic, reason = "a test may panic")]

use iam_core::policy::{
    ActionElement, ComparisonFamily, Identity, Kind, Policy, PrincipalElement, Resource,
    ResourceElement, Trust,
};
use iam_generate::{Dice, Vocabulary, changed, policy};
use std::collections::BTreeSet;

/// Policies, and what they were changed to.
fn drawn<K: Kind>(words: &Vocabulary) -> Vec<Policy<K>> {
    let pairs = (0..2_000).flat_map(|seed| {
        let mut dice = Dice::new(seed, &[]);
        let policy = policy(&mut dice, words);
        [changed(&mut dice, words, &policy), policy]
    });
    pairs.collect()
}

fn read_back<K: Kind>(words: &Vocabulary) {
    for policy in drawn::<K>(words) {
        let json = policy.to_json();
        match Policy::<K>::from_json(&json) {
            Ok(read) => assert!(read == policy, "{json}"),
            Err(error) => panic!("{json}: {error}"),
        }
    }
}

#[test]
fn what_is_made_can_be_read() {
    for words in [Vocabulary::SMALL, Vocabulary::PLAIN, Vocabulary::ODD] {
        read_back::<Identity>(&words);
        read_back::<Resource>(&words);
        read_back::<Trust>(&words);
    }
}

#[test]
fn small_policies_hold_every_part_of_the_language() {
    let mut parts = BTreeSet::new();
    for policy in drawn::<Resource>(&Vocabulary::SMALL) {
        parts.insert(format!("{:?}", policy.version()));
        for statement in policy.statements() {
            parts.insert(statement.effect.to_string());
            let principal = match &statement.principal {
                Some(PrincipalElement::NotPrincipal(_)) => "NotPrincipal",
                _ => "Principal",
            };
            let action = match &statement.action {
                ActionElement::Action(_) => "Action",
                ActionElement::NotAction(_) => "NotAction",
            };
            let resource = match &statement.resource {
                Some(ResourceElement::NotResource(_)) => "NotResource",
                _ => "Resource",
            };
            parts.extend([principal, action, resource].map(str::to_owned));
            for block in statement.conditions.iter() {
                let operator = block.operator;
                parts.insert(operator.to_string());
                if operator.comparison.family() == ComparisonFamily::Null {
                    assert!(!operator.if_exists && operator.qualifier.is_none());
                }
            }
        }
    }
    let elements = ["Allow", "Deny", "NotPrincipal", "NotAction", "NotResource"];
    let versions = ["None", "Some(V2008_10_17)", "Some(V2012_10_17)"];
    let tests = "StringEquals StringNotEquals StringLike StringNotLike StringEqualsIgnoreCase \
        StringNotEqualsIgnoreCase NumericEquals NumericNotEquals NumericLessThan \
        NumericLessThanEquals NumericGreaterThan NumericGreaterThanEquals DateEquals DateNotEquals \
        DateLessThan DateLessThanEquals DateGreaterThan DateGreaterThanEquals Bool BinaryEquals \
        IpAddress NotIpAddress ArnEquals ArnLike ArnNotEquals ArnNotLike Null BoolIfExists \
        NumericLessThanIfExists ForAllValues:StringLike ForAnyValue:StringNotEquals \
        ForAllValues:StringEqualsIfExists";
    for part in elements.into_iter().chain(versions).chain(tests.split_whitespace()) {
        assert!(parts.contains(part), "{part} is not in {parts:?}");
    }
}
