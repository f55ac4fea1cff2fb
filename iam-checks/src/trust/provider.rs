//! Identity providers, and the claims that condition keys are named after.

use crate::prelude::*;
use iam_language::arn::{self, ArnPattern};
use iam_language::document::ByteSpan;
use iam_language::pattern::has_reference;
use iam_registry::Claim;

/// What a `Federated` principal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Provider<'t> {
    /// A SAML provider, by its ARN.
    Saml,
    /// An OIDC provider, by ARN or by name: its host, and path if it has one.
    Oidc(&'t str),
    /// Neither, as far as it is written out.
    Unknown,
}

impl<'t> Provider<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let Ok(arn) = ArnPattern::parse(text) else {
            return if is_host(text) { Self::Oidc(text) } else { Self::Unknown };
        };
        if arn.partition.is_empty()
            || arn.service != "iam"
            || !arn.region.is_empty()
            || !is_account(arn.account)
        {
            return Self::Unknown;
        }
        match arn.resource.split_once('/') {
            Some(("saml-provider", name)) if !name.is_empty() => Self::Saml,
            Some(("oidc-provider", name)) if is_provider_name(name) => Self::Oidc(name),
            _ => Self::Unknown,
        }
    }

    /// Whether it issues the tokens of GitHub Actions.
    pub(crate) fn is_github(self) -> bool {
        let Self::Oidc(name) = self else { return false };
        let host = name.split('/').next().unwrap_or_default();
        host.eq_ignore_ascii_case("token.actions.githubusercontent.com")
    }
}

impl<'d> StatementView<'d, '_> {
    /// The `Federated` principals.
    pub(crate) fn providers(&self) -> impl Iterator<Item = (Provider<'d>, &'d str, ByteSpan)> {
        self.principals_of("Federated").map(|(text, span)| (Provider::of(text), text, span))
    }
}

/// Whether the part of an ARN after `oidc-provider/` can be the issuer without its scheme: not another
/// ARN, not another `oidc-provider/`, no scheme.
fn is_provider_name(name: &str) -> bool {
    let host = name.split('/').next().unwrap_or_default();
    let is_doubled = host == "oidc-provider" || host == "arn" || host.starts_with("arn:");
    !name.is_empty() && !is_doubled && !name.contains("://")
}

/// A host name of two labels or more, perhaps with a path.
fn is_host(text: &str) -> bool {
    let (host, _) = text.split_once('/').unwrap_or((text, ""));
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    host.contains('.') && host.split('.').all(is_label)
}

fn is_account(text: &str) -> bool {
    has_reference(text) || arn::is_account(text)
}

/// The provider and the claim of a condition key that an OIDC provider fills.
pub(crate) fn claim(key: &str) -> Option<(&str, &str)> {
    Claim::of(key).map(|claim| (claim.provider, claim.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn principals_are_told_apart() {
        for (text, wanted) in [
            ("arn:aws:iam::111122223333:saml-provider/Okta", Provider::Saml),
            ("arn:aws:iam::111122223333:oidc-provider/a.b/c", Provider::Oidc("a.b/c")),
            ("arn:${AWS::Partition}:iam::${AWS::AccountId}:oidc-provider/a", Provider::Oidc("a")),
            ("accounts.google.com", Provider::Oidc("accounts.google.com")),
            ("oidc.example.com/id/7", Provider::Oidc("oidc.example.com/id/7")),
            ("https://accounts.google.com", Provider::Unknown),
            ("okta", Provider::Unknown),
            ("a..b", Provider::Unknown),
            (
                "arn:aws:iam::111122223333:oidc-provider/arn:aws:iam::111122223333:oidc-provider/a.b",
                Provider::Unknown,
            ),
            ("arn:aws:iam::111122223333:oidc-provider/oidc-provider/a.b", Provider::Unknown),
            ("arn:aws:iam::111122223333:oidc-provider/https://a.b", Provider::Unknown),
            ("arn:aws:iam::111122223333:role/x", Provider::Unknown),
            ("arn:aws:iam:us-east-1:111122223333:saml-provider/x", Provider::Unknown),
            ("arn:aws:iam::1111:saml-provider/x", Provider::Unknown),
            ("arn:aws:sts::111122223333:saml-provider/x", Provider::Unknown),
        ] {
            assert_eq!(Provider::of(text), wanted, "{text}");
        }
    }
}
