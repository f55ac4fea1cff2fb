//! The module decides how statements are scoped, and which assets bring them in.

use crate::facts;
use clumio_policies::{ClumioPolicySet, StatementEntry};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use typed_iam::{
    ActionPattern, ConditionValue, Principal, PrincipalElement, ResourceElement, ResourcePattern,
    Statement,
};

/// Policies by entity and name; of each, the statements in order.
pub(crate) type Policies = BTreeMap<(String, String), Vec<Value>>;

/// What the facts say that the assets of these names bring in.
pub(crate) fn expected(chosen: &[&str]) -> Policies {
    let mut policies = Policies::new();
    for fact in facts::statements() {
        if !facts::opens(&fact["assets"], chosen) {
            continue;
        }
        let is_in = |arn: &&str| match fact["resource_assets"].get(arn) {
            Some(gate) => facts::opens(gate, chosen),
            None => true,
        };
        let resources = facts::texts(&fact["resources"]).into_iter().filter(is_in);
        let parameters = |texts: &Value| -> Vec<_> {
            facts::texts(texts).into_iter().map(facts::parameters).collect()
        };
        let conditions = fact["conditions"].as_array().unwrap().iter().map(|condition| {
            json!([condition["operator"], condition["key"], parameters(&condition["values"])])
        });
        let principals = fact["principals"]
            .as_array()
            .unwrap()
            .iter()
            .map(|principal| json!([principal["type"], parameters(&principal["identifiers"])]));
        let key = |name: &str| fact[name].as_str().unwrap().to_owned();
        policies.entry((key("entity"), key("policy"))).or_default().push(json!({
            "sid": fact["sid"].as_str().map(facts::parameters),
            "effect": fact["effect"],
            "actions": fact["actions"],
            "resources": resources.map(facts::parameters).collect::<Vec<_>>(),
            "conditions": conditions.collect::<Vec<_>>(),
            "principals": principals.collect::<Vec<_>>(),
        }));
    }
    policies
}

/// What a set holds, in the same form.
pub(crate) fn held<'s>(statements: impl Iterator<Item = StatementEntry<'s>>) -> Policies {
    let mut policies = Policies::new();
    for entry in statements {
        let key = (entry.entity.to_owned(), entry.policy.to_owned());
        policies.entry(key).or_default().push(as_fact(entry.statement));
    }
    policies
}

pub(crate) fn as_fact(statement: &Statement) -> Value {
    let resources = statement.resource.iter().flat_map(ResourceElement::patterns);
    let tests = statement.conditions.iter().flat_map(|block| {
        block.tests.iter().map(|test| {
            let values: Vec<_> = test.values.iter().map(ConditionValue::as_str).collect();
            json!([block.operator.to_string(), test.key.as_str(), values])
        })
    });
    let principals: Vec<_> = match &statement.principal {
        None => Vec::new(),
        Some(PrincipalElement::Principal(Principal::Listed(groups))) => groups
            .iter()
            .map(|group| json!([group.principal_type.as_str(), group.identifiers]))
            .collect(),
        Some(other) => panic!("the vendor has no such principal: {other:?}"),
    };
    let actions = statement.action.patterns().iter();
    json!({
        "sid": statement.sid,
        "effect": statement.effect.as_str(),
        "actions": actions.map(ActionPattern::as_str).collect::<Vec<_>>(),
        "resources": resources.map(ResourcePattern::as_str).collect::<Vec<_>>(),
        "conditions": tests.collect::<Vec<_>>(),
        "principals": principals,
    })
}

#[test]
fn the_facts_hold_every_statement() {
    let facts = facts::statements();
    let inferred = facts.iter().filter(|fact| fact["inferred"] == true).count();
    assert_eq!((facts.len(), inferred), (157, 8));
}

#[test]
fn each_of_the_31_selections_holds_exactly_its_statements() {
    for (chosen, assets) in facts::selections() {
        let set = ClumioPolicySet::for_assets(assets);
        let (held, expected) = (held(set.statements()), expected(&facts::names(&chosen)));
        let differs = |key: &&(String, String)| held.get(*key) != expected.get(*key);
        if let Some(key) = held.keys().chain(expected.keys()).find(differs) {
            assert_eq!(held.get(key), expected.get(key), "{key:?} of {assets}");
        }
    }
}

#[test]
fn each_statement_tells_its_purpose() {
    for entry in ClumioPolicySet::for_assets(clumio_policies::Assets::ALL).statements() {
        let purpose = entry.statement.purpose.as_str();
        assert!(purpose.len() > 10 && purpose.ends_with('.'), "{entry:?}");
    }
}
