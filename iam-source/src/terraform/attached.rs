//! What the resources of a configuration have by its name.

use super::find::Finder;
use super::scope::Scope;
use super::syntax::{Block, Expr};
use super::value::{Kind, Val};
use crate::attached::{Attached, AttachedKind};

/// Types of resources, the attribute that says who has something, if it is not the resource, and the one that says
/// what; none where that is the resource.
///
/// Source: [the resources of IAM](https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role)
/// and their neighbours
const LISTED: &[(&str, Option<&str>, Option<&str>, AttachedKind)] = {
    use AttachedKind::{Group, Limit, OwnPolicy, Policy};
    &[
        ("aws_iam_role_policy_attachment", Some("role"), Some("policy_arn"), Policy),
        ("aws_iam_user_policy_attachment", Some("user"), Some("policy_arn"), Policy),
        ("aws_iam_group_policy_attachment", Some("group"), Some("policy_arn"), Policy),
        ("aws_iam_policy_attachment", Some("roles"), Some("policy_arn"), Policy),
        ("aws_iam_policy_attachment", Some("users"), Some("policy_arn"), Policy),
        ("aws_iam_policy_attachment", Some("groups"), Some("policy_arn"), Policy),
        (
            "aws_iam_role_policy_attachments_exclusive",
            Some("role_name"),
            Some("policy_arns"),
            Policy,
        ),
        (
            "aws_iam_user_policy_attachments_exclusive",
            Some("user_name"),
            Some("policy_arns"),
            Policy,
        ),
        (
            "aws_iam_group_policy_attachments_exclusive",
            Some("group_name"),
            Some("policy_arns"),
            Policy,
        ),
        ("aws_iam_role", None, Some("managed_policy_arns"), Policy),
        ("aws_iam_role", None, Some("permissions_boundary"), Limit),
        ("aws_iam_user", None, Some("permissions_boundary"), Limit),
        ("aws_iam_role_policy", Some("role"), None, OwnPolicy),
        ("aws_iam_user_policy", Some("user"), None, OwnPolicy),
        ("aws_iam_group_policy", Some("group"), None, OwnPolicy),
        ("aws_iam_group_membership", Some("users"), Some("group"), Group),
        ("aws_iam_user_group_membership", Some("user"), Some("groups"), Group),
        (
            "aws_ssoadmin_managed_policy_attachment",
            Some("permission_set_arn"),
            Some("managed_policy_arn"),
            Policy,
        ),
        ("aws_organizations_policy_attachment", Some("target_id"), Some("policy_id"), Limit),
    ]
};

impl Finder<'_> {
    /// Takes down what resources have by its name.
    pub(super) fn attached(&mut self) {
        for instance in 0..self.called {
            let Some(folder) = self.evaluator.folder(instance) else { continue };
            for block in &folder.resources {
                let type_name = block.labels.first().map_or("", String::as_str);
                for (_, who, what, kind) in LISTED.iter().filter(|it| it.0 == type_name) {
                    self.attached_by(instance, block, (*who, *what), *kind);
                }
            }
        }
    }

    fn attached_by(
        &mut self,
        instance: usize,
        block: &Block,
        (who, what): (Option<&str>, Option<&str>),
        kind: AttachedKind,
    ) {
        let address = format!("{}{}", self.address(instance), block.labels.join("."));
        for (_, bound) in self.evaluator.each_instance(instance, block) {
            let outer = Scope::of(instance);
            let scope = outer.with_members(&bound);
            let mut texts = |name: Option<&str>| -> Vec<(Option<Val>, String)> {
                let Some(name) = name else { return vec![(None, address.clone())] };
                let Some(attribute) = block.body.attribute(name) else { return Vec::new() };
                self.names(&attribute.value, &scope)
            };
            let (holders, names) = (texts(who), texts(what));
            for (holder, owner) in &holders {
                for (value, name) in &names {
                    let place =
                        value.as_ref().or(holder.as_ref()).map_or(block.place, |it| it.place);
                    let attached = Attached::new(place.span, owner, kind, name);
                    self.findings.attached.push((place.file, attached));
                }
            }
        }
    }

    /// The texts of a list, or the one that stands bare; what is not known of them by its name.
    fn names(&mut self, expr: &Expr, scope: &Scope<'_>) -> Vec<(Option<Val>, String)> {
        let value = self.evaluator.eval(expr, scope);
        let items = value.items_or_self().iter().filter(|it| !it.is_null());
        let named = items.map(|it| {
            let text = match &it.kind {
                Kind::Unknown(unknown) => format!("${{{}}}", unknown.name),
                _ => self.evaluator.as_text(it).text.clone(),
            };
            (Some(it.clone()), text)
        });
        named.filter(|(_, text)| !text.is_empty()).collect()
    }
}
