//! Claims of the tokens of identity providers, as condition keys name them.

use crate::condition_key::ConditionKey;
use crate::service::{Service, service};
use iam_language::pattern::has_reference;
use std::sync::OnceLock;

/// A claim of a token, as a condition key names it: provider, colon, claim.
///
/// Source: [keys for OIDC federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a key of a provider has these two parts")]
pub struct Claim<'t> {
    /// Its host, and path if it has one.
    pub provider: &'t str,
    /// The claim, such as `sub`.
    pub name: &'t str,
}

/// Whether AWS takes a claim from the tokens of its provider, so that requests carry it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimStanding {
    /// It does.
    Taken,
    /// It does not.
    NotTaken,
    /// AWS does not list claims of this provider, and takes this one from not every provider.
    Unknown,
}

impl<'t> Claim<'t> {
    /// The provider and the claim of a condition key that an OIDC provider fills.
    ///
    /// A provider may be a parameter of a template; that of SAML is no host and has keys of its own.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_registry::Claim;
    /// let claim = Claim::of("gitlab.com:sub").expect("a claim");
    /// assert_eq!((claim.provider, claim.name), ("gitlab.com", "sub"));
    /// assert!(Claim::of("SAML:aud").is_none());
    /// ```
    #[must_use]
    pub fn of(key: &'t str) -> Option<Self> {
        let mut in_braces = false;
        let colon = key.bytes().enumerate().find(|&(at, byte)| {
            match byte {
                b'{' => in_braces = key.get(..at).is_some_and(|head| head.ends_with('$')),
                b'}' => in_braces = false,
                _ => {}
            }
            byte == b':' && !in_braces
        });
        let (at, _) = colon?;
        let (provider, name) = (key.get(..at)?, key.get(at + 1..)?);
        let host = provider.split('/').next().unwrap_or_default();
        let is_provider = host.contains('.') || has_reference(provider);
        (is_provider && !name.is_empty()).then_some(Self { provider, name })
    }

    /// Whether AWS takes it.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_registry::{Claim, ClaimStanding};
    /// let standing = |key| Claim::of(key).map(|claim| claim.standing());
    /// assert_eq!(standing("token.actions.githubusercontent.com:sub"), Some(ClaimStanding::Taken));
    /// assert_eq!(standing("token.actions.githubusercontent.com:iss"), Some(ClaimStanding::NotTaken));
    /// assert_eq!(standing("id.example.com:groups"), Some(ClaimStanding::Unknown));
    /// ```
    #[must_use]
    pub fn standing(&self) -> ClaimStanding {
        let is_plain = |plain: &[&str]| plain.iter().any(|it| it.eq_ignore_ascii_case(self.name));
        let listed = self.listed();
        if listed.iter().any(|name| name.eq_ignore_ascii_case(self.name)) {
            return ClaimStanding::Taken;
        }
        let is_oauth = is_oauth(self.provider);
        if !is_oauth && is_plain(&OF_ANY) {
            return ClaimStanding::Taken;
        }
        if is_oauth || !listed.is_empty() || is_plain(&NEVER) {
            return ClaimStanding::NotTaken;
        }
        ClaimStanding::Unknown
    }

    /// The claims that AWS takes from the tokens of this provider: those that it lists, and those that
    /// policies are written with; sorted.
    #[must_use]
    pub fn known(&self) -> Vec<&'static str> {
        let mut known = self.listed();
        if !is_oauth(self.provider) {
            known.extend(["aud", "sub"]);
        }
        known.sort_unstable();
        known.dedup();
        known
    }

    /// The claims that AWS lists for the provider by its name.
    fn listed(&self) -> Vec<&'static str> {
        let of_provider = listed().iter().filter(|(claim, key)| match key {
            None => claim.provider.eq_ignore_ascii_case(self.provider),
            Some(key) => {
                let head = key.literal_head();
                let starts = self.provider.get(..head.len());
                starts.is_some_and(|it| it.eq_ignore_ascii_case(head))
                    && key.matches(&format!("{}:{}", self.provider, claim.name))
            }
        });
        of_provider.map(|(claim, _)| claim.name).collect()
    }
}

/// The claims that AWS lists, with the key where its provider has a placeholder.
fn listed() -> &'static [(Claim<'static>, Option<&'static ConditionKey>)] {
    static LISTED: OnceLock<Vec<(Claim<'static>, Option<&'static ConditionKey>)>> = OnceLock::new();
    LISTED.get_or_init(|| {
        let keys = service("sts").map(Service::condition_keys).unwrap_or_default();
        let claims = keys
            .iter()
            .filter(|key| key.name().contains('.'))
            .filter_map(|key| Some((Claim::of(key.name())?, key.has_placeholder().then_some(key))));
        claims.collect()
    })
}

/// Whether its tokens are older than OIDC and have no subject.
#[must_use]
pub fn is_oauth(provider: &str) -> bool {
    ["graph.facebook.com", "www.amazon.com"].iter().any(|it| it.eq_ignore_ascii_case(provider))
}

/// Claims that AWS takes from the tokens of every OIDC provider.
const OF_ANY: [&str; 6] = ["amr", "aud", "azp", "email", "oaud", "sub"];

/// Claims that are in every token, and that AWS takes from none.
const NEVER: [&str; 5] = ["exp", "iat", "iss", "jti", "nbf"];

#[cfg(test)]
mod tests {
    use super::{Claim, ClaimStanding};

    #[test]
    fn claims_belong_to_hosts() {
        for (key, wanted) in [
            ("gitlab.com:sub", Some(("gitlab.com", "sub"))),
            ("a.b/c.d:aud", Some(("a.b/c.d", "aud"))),
            ("x.${AWS::Region}.y/${Id}:sub", Some(("x.${AWS::Region}.y/${Id}", "sub"))),
            ("SAML:aud", None),
            ("aws:RequestTag/a.b:c", None),
            ("gitlab.com", None),
        ] {
            let claim = Claim::of(key).map(|claim| (claim.provider, claim.name));
            assert_eq!(claim, wanted, "{key}");
        }
    }

    #[test]
    fn what_a_provider_does_not_send_is_not_taken() {
        for (key, standing) in [
            ("oidc.eks.eu-west-1.amazonaws.com/id/7F:sub", ClaimStanding::Taken),
            ("oidc.eks.eu-west-1.amazonaws.com/id/7F:namespace", ClaimStanding::NotTaken),
            ("GRAPH.facebook.com:app_id", ClaimStanding::Taken),
            ("graph.facebook.com:sub", ClaimStanding::NotTaken),
            ("id.example.com/x:iss", ClaimStanding::NotTaken),
            ("id.example.com/x:AMR", ClaimStanding::Taken),
        ] {
            assert_eq!(Claim::of(key).map(|it| it.standing()), Some(standing), "{key}");
        }
        let known = Claim::of("www.amazon.com:x").map(|it| it.known()).unwrap_or_default();
        assert!(known.contains(&"app_id") && !known.contains(&"sub"), "{known:?}");
    }
}
