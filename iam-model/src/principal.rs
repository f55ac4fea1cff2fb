//! The `Principal` and `NotPrincipal` elements.

use crate::text::{List, Text};
use iam_language::policy::PrincipalType;

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
