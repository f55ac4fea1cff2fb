//! Federated principals that name no provider.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use super::provider::Provider;
use crate::pattern::{has_reference, has_wildcard};
use crate::policy::PolicyType;

declare_check! {
    /// A `Federated` principal is neither the name of an OIDC provider nor the ARN of a provider.
    ///
    /// IAM refuses the trust policy, or nobody can sign in. Built-in providers go by their host name,
    /// `accounts.google.com`; the others by `arn:aws:iam::ACCOUNT:saml-provider/NAME` or
    /// `…:oidc-provider/HOST`.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "okta" }, "Action": "sts:AssumeRoleWithSAML" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:saml-provider/okta" }, "Action": "sts:AssumeRoleWithSAML" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid federated principal syntax in role trust policy".
    "invalid-federated-principal-syntax-in-role-trust-policy", Error
}

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    if policy.options.policy_type != PolicyType::Trust {
        return;
    }
    for (provider, text, span) in statement.providers() {
        // Wildcards have a check of their own, and what a parameter becomes is not known.
        if provider != Provider::Unknown || has_wildcard(text) || has_reference(text) {
            continue;
        }
        let message = format!("`{text}` names no identity provider");
        let fix = match text.split_once("://") {
            Some((_, name)) => format!("write `{name}`, without the scheme"),
            None => "write `arn:aws:iam::ACCOUNT:saml-provider/NAME`, or \
                     `arn:aws:iam::ACCOUNT:oidc-provider/HOST`"
                .to_owned(),
        };
        report.push(ABOUT.at(span, message).with_fix(fix));
    }
}
