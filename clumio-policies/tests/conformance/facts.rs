//! Reading the facts, and what every test needs of them.

use clumio_policies::{Asset, Assets, Deployment, DeploymentText};
use serde_json::Value;

pub(crate) fn rows() -> Vec<Value> {
    list(include_str!("../facts/rows.json"), "rows")
}

pub(crate) fn statements() -> Vec<Value> {
    list(include_str!("../facts/statements.json"), "statements")
}

pub(crate) fn entities() -> Value {
    serde_json::from_str(include_str!("../facts/entities.json")).unwrap()
}

fn list(json: &str, name: &str) -> Vec<Value> {
    let facts: Value = serde_json::from_str(json).unwrap();
    facts[name].as_array().unwrap().clone()
}

/// The texts of a list.
pub(crate) fn texts(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

/// The parameters as this crate writes them; hard-coded partitions become one.
pub(crate) fn parameters(text: &str) -> String {
    let mut text = text.replace("arn:aws:", "arn:${AWS::Partition}:");
    for name in ["Partition", "Region", "AccountId"] {
        text = text.replace(&format!("${{{name}}}"), &format!("${{AWS::{name}}}"));
    }
    text
}

/// The 31 choices that a person can make, each as the names chosen and what comes of them.
pub(crate) fn selections() -> Vec<(Vec<Asset>, Assets)> {
    let choices = (1..32_u32).map(|bits| {
        let chosen: Vec<_> =
            (0..).zip(Asset::ALL).filter(|(bit, _)| bits >> bit & 1 == 1).map(|(_, a)| a).collect();
        let assets = chosen.iter().map(|&asset| Assets::of(asset)).reduce(|all, one| all | one);
        (chosen, assets.unwrap())
    });
    choices.collect()
}

/// Whether a gate of the facts opens for the names of some assets.
pub(crate) fn opens(gate: &Value, chosen: &[&str]) -> bool {
    texts(gate).iter().any(|name| *name == "always" || chosen.contains(name))
}

/// The names of `assets` in the facts, with what the vendor selects along.
pub(crate) fn names(assets: &[Asset]) -> Vec<&'static str> {
    let mut names: Vec<_> = assets.iter().map(|asset| asset.name()).collect();
    if names.contains(&"mssql") && !names.contains(&"ec2") {
        names.push("ec2");
    }
    names
}

/// A deployment into a region, with everything else as long as it gets.
pub(crate) fn deployment(region: &str) -> Deployment {
    let path = format!("/{}/", "p".repeat(clumio_policies::PROVED_PATH_LEN - 2));
    let text = DeploymentText {
        region: Some(region),
        account: Some("111122223333"),
        clumio_account: Some("444455556666"),
        data_plane_account: Some("777788889999"),
        token: Some("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"),
        external_id: Some(&"x".repeat(1224)),
        path: Some(&path),
        stack_name: Some(&"s".repeat(128)),
        partition: None,
    };
    text.read().unwrap()
}
