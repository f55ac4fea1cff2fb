//! Federated principals that name no provider.

use crate::prelude::*;
use crate::trust::provider::Provider;
use iam_language::arn::ArnPattern;
use iam_language::pattern::{has_reference, has_wildcard};

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

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Trust {
        return;
    }
    for (provider, text, span) in statement.providers() {
        // Wildcards have a check of their own, and what a parameter becomes is not known.
        if provider != Provider::Unknown || has_wildcard(text) || has_reference(text) {
            continue;
        }
        let message = format!("`{text}` is not an identity provider");
        let fix = mend(text).unwrap_or_else(|| {
            "write `arn:aws:iam::ACCOUNT:saml-provider/NAME`, or \
             `arn:aws:iam::ACCOUNT:oidc-provider/HOST`"
                .to_owned()
        });
        report.push(ABOUT.at(span, message).with_fix(fix));
    }
}

/// What was most likely meant.
fn mend(text: &str) -> Option<String> {
    let without_scheme = |text: &str| text.rsplit("://").next().unwrap_or_default().to_owned();
    let Ok(arn) = ArnPattern::parse(text) else {
        let has_scheme = text.contains("://");
        return has_scheme.then(|| format!("write `{}`, without the scheme", without_scheme(text)));
    };
    let provider = arn.resource.split_once("oidc-provider/").map(|(_, host)| host);
    // A whole ARN, or a whole URL, in the place of the host.
    let host = provider.and_then(|host| {
        let last = host.rsplit("oidc-provider/").next().unwrap_or_default();
        let last = without_scheme(last);
        (last != host && !last.is_empty()).then_some(last)
    });
    if let Some(host) = host {
        let ArnPattern { partition, account, .. } = arn;
        return Some(format!("write `arn:{partition}:iam::{account}:oidc-provider/{host}`"));
    }
    let is_provider =
        ["saml-provider/", "oidc-provider/"].iter().any(|it| arn.resource.starts_with(it));
    is_provider.then(|| {
        let ArnPattern { partition, resource, .. } = arn;
        format!("write it like `arn:{partition}:iam::111122223333:{resource}`")
    })
}

#[cfg(test)]
mod tests {
    use super::mend;

    #[test]
    fn what_was_meant_is_put_together() {
        let head = "write `arn:aws:iam::111122223333:oidc-provider/";
        for (text, wanted) in [
            (
                "https://accounts.google.com",
                Some("write `accounts.google.com`, without the scheme".to_owned()),
            ),
            (
                "arn:aws:iam::111122223333:oidc-provider/https://a.b/c",
                Some(format!("{head}a.b/c`")),
            ),
            (
                "arn:aws:iam::111122223333:oidc-provider/arn:aws:iam::111122223333:oidc-provider/a.b",
                Some(format!("{head}a.b`")),
            ),
            (
                "arn:aws:iam::1111:saml-provider/x",
                Some("write it like `arn:aws:iam::111122223333:saml-provider/x`".to_owned()),
            ),
            ("okta", None),
            ("arn:aws:iam::111122223333:role/x", None),
        ] {
            assert_eq!(mend(text), wanted, "{text}");
        }
    }
}
