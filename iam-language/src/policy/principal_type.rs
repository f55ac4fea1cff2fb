//! The types of principal.

use std::fmt;

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
