//! Principals that name nobody: a string in place of an object, or identifiers that are none.

use super::super::variable::text::has_variable;
use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use super::identifier::misfit;
use crate::pattern::has_wildcard;
use crate::policy::PrincipalType;

declare_check! {
    /// `Principal` or `NotPrincipal` is a string other than `*`, or has an identifier that cannot be a
    /// principal.
    ///
    /// IAM refuses the policy. A string says nothing of the sort of principal: `AWS`, `Service`,
    /// `Federated`, `CanonicalUser`.
    ///
    /// Under `AWS` belong `*`, accounts of 12 digits, the ARNs of accounts, users, roles and sessions, and
    /// CloudFront's origin access identities; groups, policies and resources are not principals. A canonical
    /// user id has 64 hexadecimal digits. What a parameter of a template stands for is left open.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "arn:aws:iam::111122223333:root", "Action": "sns:Publish", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sns:Publish", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid principal format";
    /// [`Principal` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html).
    "invalid-principal-format", Error
}

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    // Elsewhere no principal belongs, or none but `*`, which is another finding.
    if !policy.options.policy_type.chooses_principals() {
        return;
    }
    identifiers(policy, statement, report);
    for member in statement.principals() {
        let Some(text) = member.node.text().filter(|text| *text != "*") else { continue };
        // That a principal takes no variables is another finding.
        if has_variable(text, policy.options.template) {
            continue;
        }
        let message = format!("`{text}` does not say what type of principal it is");
        let sort = if text.ends_with(".amazonaws.com") { "Service" } else { "AWS" };
        let fix = format!("write `{{ \"{sort}\": \"{text}\" }}`");
        report.push(ABOUT.at(member.node.span, message).with_fix(fix));
    }
}

/// Reports what stands under `AWS` and its like and cannot be a principal.
fn identifiers<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    for group in statement.principals().flat_map(|member| member.node.members()) {
        let Some(principal_type) = PrincipalType::from_text(&group.key) else { continue };
        for node in group.node.items() {
            let Some(text) = node.text() else { continue };
            // Wildcards and variables are other findings.
            let is_anyone = text == "*" && principal_type == PrincipalType::Aws;
            let is_pattern = has_wildcard(text) && !is_anyone;
            if is_pattern || has_variable(text, policy.options.template) {
                continue;
            }
            if let Some(misfit) = misfit(principal_type, text) {
                report.push(ABOUT.at(node.span, misfit.message).with_fix(misfit.fix));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::codes_in;
    use crate::policy::PolicyType;

    #[test]
    fn each_identifier_is_looked_at_once() {
        let codes = |policy_type, principal: &str| {
            let rest = match policy_type {
                PolicyType::Trust => r#""Action": "sts:AssumeRole""#,
                _ => r#""Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*""#,
            };
            let members = format!(r#""Effect": "Allow", "Principal": {principal}, {rest}"#);
            let mut codes = codes_in(policy_type, &members);
            codes.retain(|code| !code.starts_with("x-"));
            codes
        };
        let code = "invalid-principal-format";
        for policy_type in [PolicyType::Trust, PolicyType::Resource, PolicyType::VpcEndpoint] {
            let two = r#"{"AWS": ["12345678901", "111122223333", "arn:aws:s3:::b"]}"#;
            assert_eq!(codes(policy_type, two), [code, code], "{policy_type}");
        }
        assert_eq!(
            codes(PolicyType::Trust, r#"{"AWS": "${account}"}"#),
            ["variable-unsupported-in-element"]
        );
        assert_eq!(codes(PolicyType::Resource, r#"{"CanonicalUser": "123"}"#), [code]);
        assert_eq!(codes(PolicyType::Resource, r#"{"CanonicalUser": "*"}"#).len(), 1);
    }
}
