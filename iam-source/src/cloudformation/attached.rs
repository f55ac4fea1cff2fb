//! What the resources of a template have by its name.

use super::document::{Scope, Way, each_way};
use super::template::Template;
use crate::attached::{self, Attached, AttachedKind, Named, on_ways};
use crate::found::Syntax;
use crate::json_text;
use iam_core::document::{Node, Value};

/// Whose property it is.
#[derive(Clone, Copy)]
enum Whose {
    /// The resource has what is listed.
    Own,
    /// What is listed has the resource.
    Others,
}

/// Types of resources, their properties, whose those are, and what they list.
///
/// Source: [the types of IAM](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html),
/// [of Organizations](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Organizations.html),
/// [permission sets](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sso-permissionset.html)
const LISTED: &[(&[&str], &str, Whose, AttachedKind)] = {
    use AttachedKind::{Group, Limit, OwnPolicy, Policy};
    const WITH_ROLES: &[&str] = &[
        "AWS::IAM::Role",
        "AWS::IAM::User",
        "AWS::Serverless::Function",
        "AWS::Serverless::StateMachine",
        "AWS::SSO::PermissionSet",
    ];
    const POLICIES: &[&str] = &["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"];
    const FUNCTIONS: &[&str] = &["AWS::Serverless::Function", "AWS::Serverless::StateMachine"];
    &[
        (
            &["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"],
            "ManagedPolicyArns",
            Whose::Own,
            Policy,
        ),
        (FUNCTIONS, "Policies", Whose::Own, Policy),
        (&["AWS::SSO::PermissionSet"], "ManagedPolicies", Whose::Own, Policy),
        (&["AWS::SSO::PermissionSet"], "CustomerManagedPolicyReferences", Whose::Own, Policy),
        (WITH_ROLES, "PermissionsBoundary", Whose::Own, Limit),
        (&["AWS::IAM::User"], "Groups", Whose::Own, Group),
        (POLICIES, "Roles", Whose::Others, OwnPolicy),
        (POLICIES, "Users", Whose::Others, OwnPolicy),
        (POLICIES, "Groups", Whose::Others, OwnPolicy),
        (&["AWS::Organizations::Policy"], "TargetIds", Whose::Others, Limit),
        (&["AWS::SQS::QueuePolicy"], "Queues", Whose::Others, OwnPolicy),
        (&["AWS::SQS::QueueInlinePolicy"], "Queue", Whose::Others, OwnPolicy),
        (&["AWS::SNS::TopicPolicy"], "Topics", Whose::Others, OwnPolicy),
        (&["AWS::SNS::TopicInlinePolicy"], "TopicArn", Whose::Others, OwnPolicy),
        (&["AWS::S3::BucketPolicy"], "Bucket", Whose::Others, OwnPolicy),
        (&["AWS::SecretsManager::ResourcePolicy"], "SecretId", Whose::Others, OwnPolicy),
    ]
};

/// What the resources have, in the order of the text.
pub(super) fn attached(template: &Template<'_>) -> Vec<Attached> {
    let mut all = Vec::new();
    for (id, resource) in template.resources() {
        let scope = Scope::of(template, resource);
        for (types, property, whose, kind) in LISTED {
            if !types.contains(&resource.kind) {
                continue;
            }
            let Some(node) = resource.property(property) else { continue };
            // Documents and policy templates in the list are policies of their own.
            let is_name = |name: &str| *property != "Policies" || !name.starts_with('{');
            for (span, name, decided) in names(&scope, node) {
                if is_name(&name) {
                    let attached = match whose {
                        Whose::Own => Attached::new(span, id, *kind, name),
                        Whose::Others => Attached::new(span, name, *kind, id),
                    };
                    all.push(attached.decided_by(decided));
                }
            }
        }
        if resource.kind == "AWS::IAM::UserToGroupAddition" {
            let values = |property: &str| {
                resource.property(property).map(|it| names(&scope, it)).unwrap_or_default()
            };
            let groups = values("GroupName");
            for (span, user, decided) in values("Users") {
                all.extend(groups.iter().map(|(_, group, also)| {
                    Attached::new(span, &user, AttachedKind::Group, group)
                        .decided_by(&decided | also)
                }));
            }
        }
    }
    all.sort_by_key(|it| it.span.start);
    all
}

/// The items of a list, or the one that stands bare, as far as they are known, whichever way conditions go.
pub(super) fn names<'d>(scope: &Scope<'_, 'd>, node: &'d Node<'d>) -> Vec<Named> {
    let (ways, _) = each_way(scope, node.span, |evaluator| {
        let value = evaluator.evaluate(node).into_node();
        // A way on which it is removed is one, too.
        let value = value.unwrap_or(Node { span: node.span, value: Value::Array(Vec::new()) });
        Ok(Some(Way::to(value, Syntax::Built, evaluator.holes.clone())))
    });
    let of_way = |way: Way| {
        let items = way.document.items().iter().map(|it| {
            let text = it.text().map(str::to_owned);
            let in_json = || json_text::of(it, &way.holes, &mut |name| format!("${{{name}}}"));
            (it.span, text.unwrap_or_else(in_json))
        });
        // A boundary that is the empty text is none.
        let names = items.filter(|(_, name)| !name.is_empty()).collect();
        attached::Way { names, decided: way.decided }
    };
    on_ways(ways.into_iter().map(of_way).collect())
}
