//! The permissions file.

use crate::facts;
use clumio_policies::{Assets, ClumioPolicySet};
use serde_json::Value;
use typed_iam::{Policy, PolicyTemplate, Resource, Trust};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_file_has_the_form_of_the_vendor_s_interface() {
    for (_, assets) in facts::selections() {
        let set = ClumioPolicySet::for_assets(assets);
        let file: Value = serde_json::from_str(&set.to_json()).unwrap();
        assert_eq!(keys(&file), ["policies", "roles", "rules", "ssm_documents", "topics"]);
        for role in file["roles"].as_object().unwrap().values() {
            assert_eq!(
                keys(role),
                ["description", "inline_policies", "managed_policies", "steps", "trust_policy"]
            );
            assert!(role["trust_policy"]["Statement"].is_array());
            for list in ["inline_policies", "managed_policies"] {
                role[list].as_array().unwrap().iter().for_each(assert_policy_details);
            }
        }
        for rule in file["rules"].as_object().unwrap().values() {
            assert_eq!(keys(rule), ["description", "event_pattern", "steps", "targets"]);
        }
        for topic in file["topics"].as_object().unwrap().values() {
            assert_eq!(keys(topic), ["policies", "steps"]);
            topic["policies"].as_array().unwrap().iter().for_each(assert_policy_details);
        }
        let steps = ["roles", "rules", "ssm_documents", "topics"]
            .map(|kind| file[kind].as_object().unwrap())
            .into_iter()
            .flat_map(|entities| entities.values())
            .map(|entity| entity["steps"].as_str().unwrap());
        assert!(steps.into_iter().all(|steps| steps.starts_with("1. ")));
    }
}

fn assert_policy_details(policy: &Value) {
    assert_eq!(keys(policy), ["description", "name", "policy_document"]);
    assert!(policy["policy_document"]["Statement"].is_array());
}

#[test]
fn both_layouts_and_every_run_give_the_same() {
    let set = ClumioPolicySet::for_assets(Assets::ALL);
    assert_eq!(set.to_json(), ClumioPolicySet::for_assets(Assets::ALL).to_json());
    let compact: Value = serde_json::from_str(&set.to_json()).unwrap();
    let pretty: Value = serde_json::from_str(&set.to_json_pretty()).unwrap();
    assert_eq!(compact, pretty);
}

#[test]
fn documents_read_back_as_they_were() {
    let set = ClumioPolicySet::for_assets(Assets::ALL);
    for role in set.roles() {
        let trust = Policy::<Trust>::from_json(&role.trust_policy.to_json()).unwrap();
        assert_eq!(PolicyTemplate::new(trust), role.trust_policy);
    }
    for (_, policy) in set.policies() {
        let read = Policy::from_json(&policy.document.to_json_pretty()).unwrap();
        assert_eq!(PolicyTemplate::new(read), policy.document, "{}", policy.name);
    }
    for topic in set.topics() {
        let read = Policy::<Resource>::from_json(&topic.document.to_json()).unwrap();
        assert_eq!(PolicyTemplate::new(read), topic.document);
    }
}
