//! The `Principal` and `NotPrincipal` elements.

use super::{List, Text};
use std::fmt;

/// Who a statement is about.
///
/// `"*"` and `{"AWS": "*"}` are kept apart: most services read them alike, but not all do.
///
/// Source: [`Principal` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "IAM has these two forms")]
pub enum Principal {
    /// The plain string `"*"`: everyone, even without credentials.
    Everyone,
    /// `{ "AWS": …, "Service": … }`: any of those listed.
    Listed(List<PrincipalGroup>),
}

/// The principals of one type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_structs, reason = "a member of a JSON object has these two parts")]
pub struct PrincipalGroup {
    /// What sort of names `identifiers` are.
    pub principal_type: PrincipalType,
    /// Account ids, ARNs, service names, … as the type wants.
    pub identifiers: List<Text>,
}

/// The sort of a principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "IAM has these four")]
pub enum PrincipalType {
    /// `AWS`: an account id, or the ARN of an account, role, user or session; or `*`.
    Aws,
    /// `Service`: an AWS service, such as `ec2.amazonaws.com`.
    Service,
    /// `Federated`: an identity provider, by ARN or domain name.
    Federated,
    /// `CanonicalUser`: a canonical user id of S3.
    CanonicalUser,
}

impl PrincipalType {
    /// Each type.
    pub const ALL: [Self; 4] = [Self::Aws, Self::Service, Self::Federated, Self::CanonicalUser];

    /// As a policy spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::Service => "Service",
            Self::Federated => "Federated",
            Self::CanonicalUser => "CanonicalUser",
        }
    }

    /// The type that `text` spells; case matters.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|principal_type| principal_type.as_str() == text)
    }
}

impl fmt::Display for PrincipalType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// `Principal` or `NotPrincipal` of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "IAM has these two elements")]
pub enum PrincipalElement {
    /// The statement is about these.
    Principal(Principal),
    /// The statement is about everyone but these.
    NotPrincipal(Principal),
}

impl PrincipalElement {
    /// Those named, be they meant or excluded.
    #[must_use]
    pub const fn principal(&self) -> &Principal {
        match self {
            Self::Principal(principal) | Self::NotPrincipal(principal) => principal,
        }
    }
}
