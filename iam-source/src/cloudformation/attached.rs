//! What the resources of a template have by its name.

use super::evaluator::Evaluator;
use super::template::{Bindings, Template};
use crate::attached::{Attached, AttachedKind};
use crate::json_text;
use iam_core::document::Node;

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
    ]
};

/// What the resources have, in the order of the text.
pub(super) fn attached(template: &Template<'_>) -> Vec<Attached> {
    let mut all = Vec::new();
    for (id, resource) in template.resources() {
        for (types, property, whose, kind) in LISTED {
            if !types.contains(&resource.kind) {
                continue;
            }
            let Some(node) = resource.property(property) else { continue };
            // Documents and policy templates in the list are policies of their own.
            let is_name = |it: &Node<'_>| *property != "Policies" || is_name(it);
            let listed =
                names(template, &resource.bindings, node).into_iter().filter(|it| is_name(it));
            for (span, name) in listed.map(|it| (it.span, text(&it))) {
                all.push(match whose {
                    Whose::Own => Attached::new(span, id, *kind, name),
                    Whose::Others => Attached::new(span, name, *kind, id),
                });
            }
        }
        if resource.kind == "AWS::IAM::UserToGroupAddition" {
            let values = |property: &str| {
                let node = resource.property(property);
                node.map(|it| names(template, &resource.bindings, it)).unwrap_or_default()
            };
            let groups = values("GroupName");
            for user in values("Users") {
                all.extend(groups.iter().map(|group| {
                    Attached::new(user.span, text(&user), AttachedKind::Group, text(group))
                }));
            }
        }
    }
    all.sort_by_key(|it| it.span.start);
    all
}

/// The items of a list, or the one that stands bare, as far as they are known; of a condition those of both ways.
pub(super) fn names<'d>(
    template: &Template<'d>,
    bindings: &Bindings<'d>,
    node: &'d Node<'d>,
) -> Vec<Node<'static>> {
    let mut evaluator = Evaluator::new(template, bindings.clone());
    evaluator.takes_both = true;
    let values = evaluator.items(node.items());
    let nodes = values.into_iter().filter_map(super::evaluated::Evaluated::into_node);
    let holes = &evaluator.holes;
    // A list where one item was expected: what a reference to a list gives.
    nodes
        .flat_map(|it| it.items().to_vec())
        .map(|it| {
            let written = json_text::of(&it, holes, &mut |name| format!("${{{name}}}"));
            let span = it.span;
            if it.text().is_some() { it } else { super::evaluated::string(written, span) }
        })
        .collect()
}

fn text(node: &Node<'_>) -> String {
    node.text().unwrap_or_default().to_owned()
}

/// Whether it is no document and no policy template, which are read.
fn is_name(node: &Node<'_>) -> bool {
    node.text().is_some_and(|it| !it.starts_with('{'))
}
