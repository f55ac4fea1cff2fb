//! What the resources of a configuration have by its name.

use super::find::Finder;
use super::scope::Scope;
use super::syntax::{Block, Expr};
use super::value::Kind;
use super::variants::{Variant, Variants};
use crate::attached::{Attached, AttachedKind, Named, Way, on_ways};
use std::collections::BTreeSet;

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
        ("aws_s3_bucket_policy", Some("bucket"), None, OwnPolicy),
        ("aws_sqs_queue_policy", Some("queue_url"), None, OwnPolicy),
        ("aws_sns_topic_policy", Some("arn"), None, OwnPolicy),
        ("aws_kms_key_policy", Some("key_id"), None, OwnPolicy),
        ("aws_secretsmanager_secret_policy", Some("secret_arn"), None, OwnPolicy),
        ("aws_ecr_repository_policy", Some("repository"), None, OwnPolicy),
    ]
};

/// Of a resource of this type: the attributes that say who has something, and what; none where that is the resource.
pub(crate) fn listed(
    type_name: &str,
) -> impl Iterator<Item = ([Option<&'static str>; 2], AttachedKind)> {
    let all = LISTED.iter().filter(move |it| it.0 == type_name);
    all.map(|(_, who, what, kind)| ([*who, *what], *kind))
}

impl Finder<'_> {
    /// Takes down what resources have by its name.
    pub(super) fn attached(&mut self) {
        for instance in 0..self.called {
            let Some(folder) = self.evaluator.folder(instance) else { continue };
            for block in &folder.resources {
                let type_name = block.labels.first().map_or("", String::as_str);
                for (names, kind) in listed(type_name) {
                    self.attached_by(instance, block, names, kind);
                }
            }
        }
    }

    fn attached_by(
        &mut self,
        instance: usize,
        block: &Block,
        [who, what]: [Option<&str>; 2],
        kind: AttachedKind,
    ) {
        let address = format!("{}{}", self.address(instance), block.labels.join("."));
        let there_if = self.evaluator.there_if(instance, block);
        for (_, bound) in self.evaluator.each_instance(instance, block) {
            let outer = Scope::of(instance);
            let scope = outer.with_members(&bound);
            let mut texts = |name: Option<&str>| {
                let own = || vec![(block.place.span, address.clone(), BTreeSet::new())];
                let Some(name) = name else { return own() };
                let attribute = block.body.attribute(name);
                attribute.map(|it| self.names(&it.value, &scope)).unwrap_or_default()
            };
            let (holders, names) = (texts(who), texts(what));
            for (_, holder, holder_decided) in &holders {
                for (span, name, decided) in &names {
                    let attached = Attached::new(*span, holder, kind, name);
                    let decided = &(decided | holder_decided) | &there_if;
                    self.findings.attached.push((block.place.file, attached.decided_by(decided)));
                }
            }
        }
    }

    /// The texts of a list, or the one that stands bare, whichever way conditions go; what is not known of them by its
    /// name.
    fn names(&mut self, expr: &Expr, scope: &Scope<'_>) -> Vec<Named> {
        let Variants { values, .. } = self.evaluator.variants(|it| it.eval(expr, scope));
        let of_way = |Variant { value, decided }: Variant| {
            let items = value.items_or_self().iter().filter(|it| !it.is_null());
            let texts = items.map(|it| match &it.kind {
                Kind::Unknown(unknown) => format!("${{{}}}", unknown.name),
                _ => self.evaluator.as_text(it).text.clone(),
            });
            let names = texts.filter(|it| !it.is_empty()).map(|it| (expr.place.span, it));
            Way { names: names.collect(), decided }
        };
        on_ways(values.into_iter().map(of_way).collect())
    }
}
