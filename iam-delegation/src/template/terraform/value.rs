//! Texts and references as Terraform writes them.

use crate::declaration::{Parameter, ParameterSource, Product};
use crate::json::Json;
use crate::template::references::{Entity, EntityKind, References};
use crate::template::text::{Segment, Values, segments};
use iam_core::policy::{Kind, Policy};

/// Writes values, and remembers what they hold.
pub(super) struct Writer {
    references: References,
    used: Vec<Values>,
}

impl Writer {
    pub(super) const fn new(references: References) -> Self {
        Self { references, used: Vec::new() }
    }

    /// For what names no resource of the configuration.
    pub(super) const fn without_references() -> Self {
        Self::new(References::none())
    }

    /// Whether a value that was written holds it.
    pub(super) fn uses(&self, value: Values) -> bool {
        self.used.contains(&value)
    }

    /// Whether a value that was written holds the parameter.
    pub(super) fn uses_parameter(&self, parameter: &'static Parameter) -> bool {
        let values =
            [Values::Given(parameter), Values::ByRegion(parameter), Values::StackName(parameter)];
        values.into_iter().any(|value| self.uses(value))
    }

    /// A name or ARN, as a template of strings.
    ///
    /// Source: [strings and templates](https://developer.hashicorp.com/terraform/language/expressions/strings)
    pub(super) fn text<P: Product>(&mut self, text: &str) -> String {
        let mut out = String::new();
        for segment in segments::<P>(text) {
            match segment {
                Segment::Text(text) => out.push_str(&literal(text)),
                Segment::Parameter(value) => {
                    self.used.push(value);
                    if let Values::StackName(Parameter {
                        source: ParameterSource::StackName { otherwise },
                        ..
                    }) = value
                    {
                        // Whatever stands for the name is needed, too.
                        self.text::<P>(otherwise);
                    }
                    out.extend(["${", &expression(value), "}"]);
                }
            }
        }
        out
    }

    /// The document of the policy or role called `owner`.
    pub(super) fn document<P: Product, K: Kind>(
        &mut self,
        owner: &'static str,
        policy: &Policy<K>,
    ) -> Json {
        let document = Json::policy_with(policy, &mut |text| {
            Json::Text(match self.references.refer(owner, text) {
                Some(entity) => interpolated(&arn(entity)),
                None => self.text::<P>(text),
            })
        });
        self.members::<P>(document)
    }

    /// Names of members are templates too.
    fn members<P: Product>(&mut self, value: Json) -> Json {
        match value {
            Json::List(items) => {
                Json::List(items.into_iter().map(|item| self.members::<P>(item)).collect())
            }
            Json::Object(members) => {
                let members = members.into_iter();
                let each =
                    members.map(|(name, value)| (self.text::<P>(&name), self.members::<P>(value)));
                Json::Object(each.collect())
            }
            other => other,
        }
    }
}

/// Text that no template of Terraform's takes for anything but itself.
pub(super) fn literal(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

/// An expression as a whole template.
pub(super) fn interpolated(expression: &str) -> String {
    format!("${{{expression}}}")
}

fn expression(value: Values) -> String {
    match value {
        Values::Partition => "data.aws_partition.current.partition".to_owned(),
        // The one attribute that holds the region's name in each version of the provider.
        Values::Region => "data.aws_region.current.id".to_owned(),
        Values::Account => "data.aws_caller_identity.current.account_id".to_owned(),
        Values::Given(parameter) => format!("var.{}", identifier(parameter.name)),
        Values::ByRegion(parameter) | Values::StackName(parameter) => {
            format!("local.{}", identifier(parameter.name))
        }
    }
}

/// The ARN of a resource of the configuration.
pub(super) fn arn(entity: Entity) -> String {
    attribute(entity, "arn")
}

pub(super) fn attribute(entity: Entity, name: &str) -> String {
    let kind = match entity.kind {
        EntityKind::Role => "aws_iam_role",
        EntityKind::ManagedPolicy => "aws_iam_policy",
        EntityKind::InstanceProfile => "aws_iam_instance_profile",
        EntityKind::Topic => "aws_sns_topic",
        EntityKind::EventRule => "aws_cloudwatch_event_rule",
    };
    format!("{kind}.{}.{name}", identifier(entity.name))
}

/// The name as Terraform's habit has it: `ClumioEC2BackupPolicy` is `clumio_ec2_backup_policy`.
pub(super) fn identifier(name: &str) -> String {
    let mut out = String::new();
    let mut chars = name.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let starts_word = c.is_ascii_uppercase()
            && match before {
                None => false,
                Some(before) if char::is_ascii_uppercase(&before) => {
                    chars.peek().is_some_and(char::is_ascii_lowercase)
                }
                Some(_) => true,
            };
        if starts_word {
            out.push('_');
        }
        out.push(if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' });
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PolicySet;
    use crate::testing::{Ledger, Source};

    fn writer() -> Writer {
        Writer::new(References::of(&PolicySet::<Ledger>::for_assets(Source::Buckets)))
    }

    #[test]
    fn parameters_are_interpolated_and_variables_of_iam_are_not() {
        assert_eq!(
            writer().text::<Ledger>("a%{b}${Key}/${aws:username}/${Short}${AWS::Region}"),
            "a%%{b}${var.key}/$${aws:username}/${local.short}${data.aws_region.current.id}"
        );
    }

    #[test]
    fn condition_keys_are_templates_too() {
        let json = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/${Key}":"${aws:username}"}}}]}"#;
        let policy: Policy = Policy::from_json(json).unwrap();
        let written = writer().document::<Ledger, _>("LedgerRead", &policy).to_compact();
        assert!(
            written.contains(r#"{"aws:ResourceTag/${var.key}":"$${aws:username}"}"#),
            "{written}"
        );
    }

    #[test]
    fn names_are_words_with_underscores() {
        for (name, expected) in [
            ("ClumioIAMRole", "clumio_iam_role"),
            ("ClumioEC2MSSQLBackupRestorePolicy", "clumio_ec2_mssql_backup_restore_policy"),
            ("ClumioS3EbRole", "clumio_s3_eb_role"),
            ("Token", "token"),
            ("a", "a"),
            ("", ""),
        ] {
            assert_eq!(identifier(name), expected);
        }
    }
}
