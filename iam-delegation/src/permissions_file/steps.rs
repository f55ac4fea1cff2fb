//! What a person does to create each entity, and in which order.

use crate::declaration::Product;
use crate::set::{RoleEntry, RuleEntry, SsmDocumentEntry, Stage, TopicEntry};

/// One numbered line each.
fn numbered(steps: &[String]) -> String {
    let lines = steps.iter().enumerate();
    let lines: Vec<_> = lines.map(|(index, step)| format!("{}. {step}", index + 1)).collect();
    lines.join("\n")
}

pub(crate) fn for_topic<P: Product, S: Stage>(topic: &TopicEntry<S>) -> String {
    numbered(&[
        "Start here: every event rule sends to this topic.".to_owned(),
        format!(
            "In the region of the connection, create the standard SNS topic {} with the display \
             name {}.",
            topic.name, topic.display_name
        ),
        "Replace its access policy by the document under policies.".to_owned(),
        format!("Give its ARN to {}.", P::NAME),
    ])
}

pub(crate) fn for_rule(rule: &RuleEntry) -> String {
    numbered(&[
        format!("First create the topic {}.", rule.target_arn),
        format!(
            "In the region of the connection, create the rule {} on the default event bus, with \
             the object under event_pattern as its pattern.",
            rule.name
        ),
        format!("Add the topic as its target, with the id {}.", rule.target_id),
    ])
}

pub(crate) fn for_ssm_document<P: Product>(document: &SsmDocumentEntry) -> String {
    numbered(&[format!(
        "In the region of the connection, create the Systems Manager command document {} with the \
         body that {} provides for it.",
        document.name,
        P::NAME
    )])
}

pub(crate) fn for_role<P: Product, S: Stage>(role: &RoleEntry<S>) -> String {
    let RoleEntry { name, path, .. } = role;
    let mut steps = Vec::new();
    if let Some(why) = role.optional {
        steps.push(format!("This role is optional: {why}."));
    }
    if !role.managed_policies.is_empty() {
        steps.push(format!(
            "First create topic, event rules, documents and the other roles, then each policy under \
             managed_policies, by its name, with the path {path}."
        ));
    }
    let mut tags = String::new();
    for (name, value) in P::TAGS {
        tags.extend([", the tag ", name, " = ", value]);
    }
    steps.push(format!(
        "Create the role {name} with the path {path}{tags}, and the document under trust_policy as \
         its trust policy."
    ));
    steps.push("Add each policy under inline_policies to it, by its name.".to_owned());
    if !role.managed_policies.is_empty() {
        steps.push("Attach each policy under managed_policies to it.".to_owned());
    }
    if let Some(profile) = &role.instance_profile {
        steps.push(format!(
            "Create the instance profile {} with the path {path}, and put the role into it.",
            profile.name
        ));
    }
    let whose = if role.instance_profile.is_some() { "the instance profile" } else { "the role" };
    steps.push(format!("Give the ARN of {whose} to {}.", P::NAME));
    numbered(&steps)
}
