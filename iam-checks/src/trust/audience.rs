//! The audience of a token: one or several.

use crate::prelude::*;
use crate::trust::provider::claim;
use iam_language::policy::{Comparison, ConditionOperator, SetQualifier};

declare_check! {
    /// A trust policy tests the audience of a token as a single value.
    ///
    /// The audience claim of a token may be a list, and what a plain test makes of that is not defined.
    /// Make sure that the provider sends one, or use `ForAllValues:`.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringEquals": { "gitlab.com:aud": "https://gitlab.com", "gitlab.com:sub": "project_path:acme/shop:ref_type:branch:ref:main" } } }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringEquals": { "gitlab.com:sub": "project_path:acme/shop:ref_type:branch:ref:main" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Confirm audience claim type".
    pub(crate) static PLAIN: "confirm-audience-claim-type", Suggestion
}

declare_check! {
    /// A trust policy tests the audience of a token with `ForAnyValue`.
    ///
    /// A token made for several audiences passes, though it was meant for others too. Test a single
    /// value, or all of them with `ForAllValues:`.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "ForAnyValue:StringEquals": { "gitlab.com:aud": ["https://gitlab.com"] } } }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringEquals": { "gitlab.com:sub": "project_path:acme/shop:ref_type:branch:ref:main" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "`ForAnyValue` with audience claim type".
    pub(crate) static ANY_VALUE: "foranyvalue-with-audience-claim-type", SecurityWarning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Trust {
        return;
    }
    for test in &statement.tests {
        let (Some(operator), Some((provider, claim))) = (test.operator, claim(test.key)) else {
            continue;
        };
        if !claim.eq_ignore_ascii_case("aud") {
            continue;
        }
        match operator.qualifier {
            Some(SetQualifier::ForAnyValue) => {
                let message = format!("one audience of several is enough for `{operator}`");
                let plain = operator.comparison.as_str();
                let fix = format!("write `{plain}`, or `ForAllValues:{plain}`");
                let under = |qualifier| test.under(ConditionOperator { qualifier, ..operator });
                let finding = ANY_VALUE.at(test.key_span, message).with_fix(fix);
                let finding = finding.mended_by(under(None));
                report.push(finding.mended_by(under(Some(SetQualifier::ForAllValues))));
            }
            None if operator.comparison != Comparison::Null && !has_one_audience(provider) => {
                let message = format!("`{}` may have several values", test.key);
                let fix = format!("check that `{provider}` sends one audience only");
                report.push(PLAIN.at(test.key_span, message).with_fix(fix));
            }
            _ => {}
        }
    }
}

/// Providers of which every token has a single audience, by their guides.
///
/// Sources: guides of Amazon Cognito, Amazon EKS (service accounts), GitHub Actions and Google.
fn has_one_audience(provider: &str) -> bool {
    let host = provider.split('/').next().unwrap_or_default().to_ascii_lowercase();
    matches!(
        host.as_str(),
        "cognito-identity.amazonaws.com"
            | "accounts.google.com"
            | "token.actions.githubusercontent.com"
    ) || host.starts_with("oidc.eks.")
}
