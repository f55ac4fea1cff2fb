//! Principals that name nobody: a string in place of an object, or identifiers that are none.

use crate::prelude::*;
use crate::principal::identifier::misfit;
use crate::variable::text::has_variable;
use iam_language::pattern::has_wildcard;
use iam_language::policy::PrincipalType;

declare_check! {
    /// `Principal` or `NotPrincipal` is a string other than `*`, or has an identifier that cannot be a
    /// principal.
    ///
    /// IAM refuses the policy. A string says nothing of the sort of principal: `AWS`, `Service`,
    /// `Federated`, `CanonicalUser`.
    ///
    /// Under `AWS` belong `*`, accounts of 12 digits, the ARNs of accounts, users, roles and sessions, and
    /// CloudFront's origin access identities; groups, policies and resources are not principals. A canonical
    /// user id has 64 hexadecimal digits. A service is named by its address, as `lambda.amazonaws.com`. What a
    /// parameter of a template stands for is left open.
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

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    // Elsewhere no principal belongs, or none but `*`, which is another finding.
    if !statement.policy.options.policy_type.chooses_principals() {
        return;
    }
    identifiers(statement, report);
    for member in statement.principals() {
        let Some(text) = member.node.text().filter(|text| *text != "*") else { continue };
        // That a principal takes no variables is another finding.
        if has_variable(text, statement.policy.options.template) {
            continue;
        }
        let message = format!("`{text}` does not say what type of principal it is");
        let sort = if text.ends_with(".amazonaws.com") { "Service" } else { "AWS" };
        // What does not belong under `AWS` is not made right by putting it there.
        let misfit = misfit(PrincipalType::Aws, text).filter(|_| !has_wildcard(text));
        let fix = match misfit.map(|misfit| misfit.fix) {
            None => format!("write `{{ \"{sort}\": \"{text}\" }}`"),
            Some(fix) if fix.starts_with("write `{") || fix.contains("`\"Principal\"") => fix,
            Some(fix) => format!("under `AWS`, {fix}"),
        };
        report.push(ABOUT.at(member.node.span, message).with_fix(fix));
    }
}

/// Reports what stands under `AWS` and its like and cannot be a principal.
fn identifiers(statement: &Statement<'_>, report: &mut Report) {
    for group in statement.principals().flat_map(|member| member.node.members()) {
        let Some(principal_type) = PrincipalType::from_text(&group.key) else { continue };
        for node in group.node.items() {
            let Some(text) = node.text() else { continue };
            // Wildcards and variables are other findings.
            let is_anyone = text == "*" && principal_type == PrincipalType::Aws;
            let is_pattern = has_wildcard(text) && !is_anyone;
            if is_pattern || has_variable(text, statement.policy.options.template) {
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
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

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

    #[test]
    fn the_advice_for_a_string_is_a_principal() {
        use crate::Options;
        use crate::tests::checked;
        for (principal, wanted) in [
            (
                "alice",
                "under `AWS`, write an account, `111122223333`, or an ARN, `arn:aws:iam::111122223333:role/NAME`",
            ),
            (
                "111122223333:root",
                "under `AWS`, write `111122223333` or `arn:aws:iam::111122223333:root`",
            ),
            ("111122223333", r#"write `{ "AWS": "111122223333" }`"#),
            ("lambda.amazonaws.com", r#"write `{ "Service": "lambda.amazonaws.com" }`"#),
            (
                "cognito-identity.amazonaws.com",
                r#"write `{ "Federated": "cognito-identity.amazonaws.com" }`"#,
            ),
            (
                "arn:aws:iam::111122223333:saml-provider/okta",
                r#"write `{ "Federated": "arn:aws:iam::111122223333:saml-provider/okta" }`"#,
            ),
            ("anonymous", r#"write `"Principal": "*"` for everyone"#),
        ] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [
                    {{"Effect": "Allow", "Principal": "{principal}", "Action": "sts:AssumeRole"}}]}}"#
            );
            let found = checked(&text, Options::new(PolicyType::Trust));
            let fixes: Vec<_> = found.iter().filter_map(|it| it.fix.as_deref()).collect();
            assert_eq!(fixes, [wanted], "{principal}");
        }
    }
}
