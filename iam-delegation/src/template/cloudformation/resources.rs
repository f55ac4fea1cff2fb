//! Resources and outputs.

use super::value::{Writer, arn, reference};
use crate::declaration::Product;
use crate::json::Json;
use crate::permissions_file::event_pattern;
use crate::set::is_retired;
use crate::set::{PolicyEntry, PolicySet, RoleEntry, RuleEntry, Stage, TopicEntry};
use crate::template::outputs::arns_for_the_vendor;
use crate::template::references::{Entity, EntityKind};
use iam_core::policy::{Kind, Policy};

type Members = Vec<(String, Json)>;

/// Every resource, by its logical id: what the vendor calls it.
pub(super) fn resources<P: Product, S: Stage>(
    set: &PolicySet<P, S>,
    writer: &mut Writer,
) -> Members {
    let mut all = Members::new();
    for entry in set.roles() {
        all.push((entry.entity.to_owned(), role::<P, S>(entry, writer)));
        for policy in &entry.inline_policies {
            all.push((policy.policy.to_owned(), inline_policy::<P, S>(entry, policy, writer)));
        }
        for policy in &entry.managed_policies {
            all.push((policy.policy.to_owned(), managed_policy::<P, S>(entry, policy, writer)));
        }
        if let Some(profile) = &entry.instance_profile {
            let properties = [
                ("InstanceProfileName", writer.text::<P>(&profile.name)),
                ("Path", writer.text::<P>(&entry.path)),
                ("Roles", Json::List(vec![reference(entry.entity)])),
            ];
            let profile = profile.entity.to_owned();
            all.push((profile, resource("AWS::IAM::InstanceProfile", properties)));
        }
    }
    for entry in set.topics() {
        all.push((entry.entity.to_owned(), topic::<P, S>(entry, writer)));
        let properties = [
            ("Topics", Json::List(vec![reference(entry.entity)])),
            (
                "PolicyDocument",
                writer.document::<P, _>(entry.policy, S::as_written(&entry.document)),
            ),
        ];
        all.push((entry.policy.to_owned(), resource("AWS::SNS::TopicPolicy", properties)));
    }
    for entry in set.rules() {
        all.push((entry.entity.to_owned(), rule::<P, S>(set, entry, writer)));
    }
    all
}

fn resource(kind: &str, properties: impl IntoIterator<Item = (&'static str, Json)>) -> Json {
    Json::object([("Type", Json::text(kind)), ("Properties", Json::object(properties))])
}

fn role<P: Product, S: Stage>(role: &RoleEntry<S>, writer: &mut Writer) -> Json {
    let trust = S::as_written(&role.trust_policy);
    let mut properties = vec![
        ("RoleName", writer.text::<P>(&role.name)),
        ("Path", writer.text::<P>(&role.path)),
        ("Description", Json::text(role.description)),
        ("AssumeRolePolicyDocument", writer.document::<P, _>(role.entity, trust)),
    ];
    if !P::TAGS.is_empty() {
        let tags = P::TAGS.iter().map(|(name, value)| {
            Json::object([("Key", Json::text(*name)), ("Value", Json::text(*value))])
        });
        properties.push(("Tags", Json::List(tags.collect())));
    }
    resource("AWS::IAM::Role", properties)
}

/// A resource of its own rather than a property of the role, so that it can refer to the role.
fn inline_policy<P: Product, S: Stage>(
    role: &RoleEntry<S>,
    policy: &PolicyEntry<S>,
    writer: &mut Writer,
) -> Json {
    let document = S::as_written(&policy.document);
    let properties = [
        ("PolicyName", writer.text::<P>(&policy.name)),
        ("Roles", Json::List(vec![reference(role.entity)])),
        ("PolicyDocument", writer.document::<P, _>(policy.policy, document)),
    ];
    lint_of(document, resource("AWS::IAM::Policy", properties))
}

fn managed_policy<P: Product, S: Stage>(
    role: &RoleEntry<S>,
    policy: &PolicyEntry<S>,
    writer: &mut Writer,
) -> Json {
    let document = S::as_written(&policy.document);
    let properties = [
        ("ManagedPolicyName", writer.text::<P>(&policy.name)),
        ("Path", writer.text::<P>(&role.path)),
        ("Description", Json::text(policy.description.as_ref())),
        ("Roles", Json::List(vec![reference(role.entity)])),
        ("PolicyDocument", writer.document::<P, _>(policy.policy, document)),
    ];
    lint_of(document, resource("AWS::IAM::ManagedPolicy", properties))
}

/// The resource, with a word to cfn-lint where the policy names what AWS has retired: the vendor's policy
/// is right about what the vendor once needed, and cfn-lint no longer knows the action (W3037).
///
/// Source: [cfn-lint's metadata](https://github.com/aws-cloudformation/cfn-lint#metadata)
fn lint_of<K: Kind>(document: &Policy<K>, resource: Json) -> Json {
    let mut actions = document.statements().iter().flat_map(|one| one.action.patterns());
    let Json::Object(mut members) = resource else { return resource };
    if actions.any(is_retired) {
        let ignored = Json::object([("ignore_checks", Json::texts(["W3037"]))]);
        let metadata = Json::object([("cfn-lint", Json::object([("config", ignored)]))]);
        members.push(("Metadata".to_owned(), metadata));
    }
    Json::Object(members)
}

fn topic<P: Product, S: Stage>(topic: &TopicEntry<S>, writer: &mut Writer) -> Json {
    let properties = [
        ("TopicName", writer.text::<P>(&topic.name)),
        ("DisplayName", Json::text(topic.display_name)),
    ];
    resource("AWS::SNS::Topic", properties)
}

fn rule<P: Product, S: Stage>(
    set: &PolicySet<P, S>,
    rule: &RuleEntry,
    writer: &mut Writer,
) -> Json {
    let topic = set.topics().iter().find(|topic| topic.arn == rule.target_arn);
    let target = topic.map_or_else(
        || writer.text::<P>(&rule.target_arn),
        |topic| arn(Entity { name: topic.entity, kind: EntityKind::Topic }),
    );
    let target = Json::object([("Arn", target), ("Id", Json::text(rule.target_id))]);
    let properties = [
        ("Name", writer.text::<P>(&rule.name)),
        ("Description", Json::text(rule.description)),
        ("EventPattern", event_pattern(rule)),
        ("Targets", Json::List(vec![target])),
    ];
    resource("AWS::Events::Rule", properties)
}

pub(super) fn outputs<P: Product, S: Stage>(set: &PolicySet<P, S>) -> Members {
    let outputs = arns_for_the_vendor(set).map(|(entity, description)| {
        let output = Json::object([
            ("Description", Json::Text(format!("For {}. {description}", P::NAME))),
            ("Value", arn(entity)),
        ]);
        (format!("{}Arn", entity.name), output)
    });
    outputs.collect()
}
