//! The policy templates of the AWS Serverless Application Model.

use iam_core::document::Node;
use iam_core::json;
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../tables/sam-policy-templates.json");

static TEMPLATES: LazyLock<Option<Node<'static>>> = LazyLock::new(|| json::read(TEXT).ok());

/// A policy template: what it has to be given, and the statements that it makes.
#[derive(Clone, Copy, Debug)]
pub(super) struct PolicyTemplate {
    pub(super) parameters: &'static Node<'static>,
    pub(super) statements: &'static Node<'static>,
}

/// The policy template of this name.
pub(super) fn policy_template(name: &str) -> Option<PolicyTemplate> {
    let templates = &TEMPLATES.as_ref()?.member("Templates")?.node;
    let template = &templates.member(name)?.node;
    let parameters = &template.member("Parameters")?.node;
    let statements = &template.member("Statement")?.node;
    Some(PolicyTemplate { parameters, statements })
}

/// A value that fits the parameter of a policy template: what its definition makes of it is as good as it gets.
pub(super) fn fitting(template: &str, parameter: &str) -> &'static str {
    match (template, parameter) {
        (_, "SecretArn") => "arn:aws:secretsmanager:us-east-1:111122223333:secret:some-name-a1b2c3",
        (_, "CertificateArn") => {
            "arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"
        }
        ("SSMParameterWithSlashPrefixReadPolicy", _) => "/some-name",
        (_, "TaskDefinition") => "some-name:1",
        _ => "some-name",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_policy_template_can_be_read() {
        let root = TEMPLATES.as_ref().expect("JSON");
        let templates = &root.member("Templates").expect("templates").node;
        assert_eq!(templates.members().len(), 81);
        assert!(templates.repeated_members().is_empty());
        for template in templates.members() {
            let template = policy_template(&template.key).expect("complete");
            assert!(!template.statements.items().is_empty());
            assert!(template.parameters.items().iter().all(|name| name.text().is_some()));
        }
    }
}
