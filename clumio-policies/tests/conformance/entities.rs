//! Roles, policies, rules, topic and documents: which there are, and what they are called.

use crate::facts;
use clumio_policies::{
    Asset, Assets, ClumioPolicySet, EVENT_RULES, NamePattern, ROLES, Region, TOPICS,
    longest_values, short_name,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn name(fact: &Value) -> String {
    facts::parameters(fact["name_pattern"].as_str().unwrap())
}

#[test]
fn assets_are_those_of_the_vendor() {
    let entities = facts::entities();
    let expected = entities["assets"].as_array().unwrap().iter();
    let expected: Vec<_> = expected.map(|fact| (fact["id"].clone(), fact["api"].clone())).collect();
    let ours: Vec<_> =
        Asset::ALL.iter().map(|asset| (json!(asset.name()), json!(asset.api_name()))).collect();
    assert_eq!(ours, expected);
    for fact in entities["asset_dependencies"].as_array().unwrap() {
        let assets: Assets = fact["asset"].as_str().unwrap().parse().unwrap();
        for required in facts::texts(&fact["requires"]) {
            assert!(assets.contains(required.parse().unwrap()));
        }
    }
}

#[test]
fn each_selection_has_its_roles_and_policies() {
    let entities = facts::entities();
    for (chosen, assets) in facts::selections() {
        let chosen = facts::names(&chosen);
        let is_in = |fact: &&Value| facts::opens(&fact["assets"], &chosen);
        let roles = entities["roles"].as_array().unwrap().iter().filter(is_in).map(|role| {
            let policies = |kind: &str| -> Vec<_> {
                let all = role["policies"].as_array().unwrap().iter().filter(is_in);
                let all = all.filter(|policy| policy["kind"] == kind);
                all.map(|policy| json!([policy["policy"], name(policy)])).collect()
            };
            let profile = &entities["instance_profile"];
            json!({
                "entity": role["entity"],
                "name": name(role),
                "optional": role["optional"],
                "inline": policies("inline"),
                "managed": policies("managed"),
                "profile": (profile["role"] == role["entity"]).then(|| name(profile)),
            })
        });
        let expected: Vec<_> = roles.collect();
        let set = ClumioPolicySet::for_assets(assets);
        let ours = set.roles().iter().map(|role| {
            let policies = |policies: &[clumio_policies::PolicyEntry]| -> Vec<_> {
                policies.iter().map(|policy| json!([policy.policy, policy.name])).collect()
            };
            json!({
                "entity": role.entity,
                "name": role.name,
                "optional": role.optional.is_some(),
                "inline": policies(&role.inline_policies),
                "managed": policies(&role.managed_policies),
                "profile": role.instance_profile.as_ref().map(|profile| &profile.name),
            })
        });
        assert_eq!(ours.collect::<Vec<_>>(), expected, "{assets}");
    }
}

#[test]
fn each_selection_has_its_rules_with_their_patterns_and_targets() {
    let entities = facts::entities();
    for (chosen, assets) in facts::selections() {
        let chosen = facts::names(&chosen);
        let mut expected = BTreeMap::new();
        for fact in entities["event_rules"].as_array().unwrap() {
            if !facts::opens(&fact["assets"], &chosen) {
                continue;
            }
            let mut pattern = fact["event_pattern"].clone();
            if let Some(services) = fact["event_pattern_services"].as_object() {
                let brought: Vec<_> = ["ec2", "rds", "dynamodb"]
                    .into_iter()
                    .filter(|asset| chosen.contains(asset))
                    .flat_map(|asset| services[asset].as_array().unwrap().clone())
                    .collect();
                pattern["detail"]["service"] = brought.into();
            }
            let targets = fact["targets"].as_array().unwrap().iter().map(|target| {
                let arn = facts::parameters(target["arn"].as_str().unwrap());
                json!({ "Arn": arn, "Id": target["target_id"] })
            });
            expected.insert(name(fact), (pattern, Value::Array(targets.collect())));
        }
        let file = ClumioPolicySet::for_assets(assets).to_json();
        let file: Value = serde_json::from_str(&file).unwrap();
        let rules = file["rules"].as_object().unwrap().iter();
        let ours: BTreeMap<_, _> = rules
            .map(|(name, rule)| {
                (name.clone(), (rule["event_pattern"].clone(), rule["targets"].clone()))
            })
            .collect();
        assert_eq!(ours, expected, "{assets}");
    }
}

#[test]
fn topic_and_documents_are_those_of_the_vendor() {
    let entities = facts::entities();
    let fact = &entities["sns_topic"];
    let [topic] = TOPICS else { panic!("one topic") };
    assert_eq!(json!(topic.name), fact["entity"]);
    assert_eq!(topic.name_pattern.as_str(), name(fact));
    let set = ClumioPolicySet::for_assets(Asset::S3);
    assert_eq!(set.topics()[0].arn, facts::parameters(fact["arn"].as_str().unwrap()));
    assert_eq!(json!(topic.display_name), fact["display_name"]);
    assert_eq!(json!(topic.policy_name), fact["policy"]);

    let documents = &entities["ssm_documents"];
    for (chosen, assets) in facts::selections() {
        let names = facts::texts(&documents["name_patterns"]);
        let opens = facts::opens(&documents["assets"], &facts::names(&chosen));
        let expected = if opens { names } else { Vec::new() };
        let set = ClumioPolicySet::for_assets(assets);
        let ours: Vec<_> = set.ssm_documents().iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(ours, expected, "{assets}");
    }
}

#[test]
fn short_names_are_those_of_the_vendor() {
    let entities = facts::entities();
    for (region, short) in entities["region_short_names"].as_object().unwrap() {
        let region: Region = region.parse().unwrap();
        assert_eq!(short_name(&region), short.as_str(), "{region}");
    }
}

#[test]
fn names_are_as_long_as_the_vendor_s_at_most() {
    let lengths = longest_values("aws".len(), "ap-southeast-1".len());
    let mut patterns: Vec<NamePattern> = Vec::new();
    for role in ROLES {
        patterns.push(role.name_pattern);
        patterns.extend(role.inline_policies.iter().map(|policy| policy.name_pattern));
        patterns.extend(role.managed_policies.iter().map(|policy| policy.name_pattern));
        patterns.extend(role.instance_profile.map(|profile| profile.name_pattern));
    }
    patterns.extend(EVENT_RULES.iter().map(|rule| rule.name_pattern));
    patterns.extend(TOPICS.iter().map(|topic| topic.name_pattern));
    let ours: BTreeMap<_, _> = patterns
        .into_iter()
        .map(|pattern| (pattern.to_string(), json!(pattern.longest_len(&lengths))))
        .collect();
    let entities = facts::entities();
    let expected: BTreeMap<_, _> = entities["longest_names"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| {
            (facts::parameters(fact["pattern"].as_str().unwrap()), fact["max_length"].clone())
        })
        .collect();
    assert_eq!(ours, expected);
}
