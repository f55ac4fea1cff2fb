//! A policy, whose type says of which kind it is.

use super::kind::{
    Identity, Kind, PermissionsBoundary, Resource, ResourceControl, ServiceControl, Session, Trust,
    VpcEndpoint,
};
use super::mismatch::StatementMismatch;
use super::statement::Statement;
use super::text::{List, Text, list_of, text_of};
use iam_language::policy::Version;
use std::borrow::Cow;
use std::marker::PhantomData;

/// A policy document of kind `K`; identity-based unless said otherwise.
///
/// The kind is part of the type, so that a role cannot be given its trust policy as an inline
/// policy. Comparison ignores the case of actions and condition keys, as IAM does, and takes
/// lists in order.
///
/// # Examples
///
/// ```
/// use iam_core::policy::Policy;
/// let json = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;
/// let policy: Policy = Policy::from_json(json)?;
/// assert_eq!(policy.statements().len(), 1);
/// assert_eq!(policy.to_json(), json);
/// # Ok::<(), iam_core::from_json::PolicyError>(())
/// ```
///
/// Source: [policy grammar](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Policy<K: Kind = Identity> {
    // INVARIANT: each statement has a principal and a resource exactly as `K` wants.
    pub(super) version: Option<Version>,
    pub(super) id: Option<Text>,
    pub(super) statements: List<Statement>,
    pub(super) kind: PhantomData<K>,
}

/// What a user, group or role may do.
///
/// `Policy` alone means the same where a type is written. Where it is inferred, as in
/// `match Policy::from_json(text)`, Rust does not take the default, and this name says it.
///
/// # Examples
///
/// ```
/// use iam_core::policy::IdentityPolicy;
/// match IdentityPolicy::from_json("{}") {
///     Ok(policy) => println!("{} statements", policy.statements().len()),
///     Err(error) => assert!(error.to_string().contains("[missing-statement]")),
/// }
/// ```
pub type IdentityPolicy = Policy<Identity>;
/// Who may take on a role: the policy that `sts:AssumeRole` is checked against.
pub type TrustPolicy = Policy<Trust>;
/// Who may do what with a resource.
pub type ResourcePolicy = Policy<Resource>;
/// A service control policy of AWS Organizations.
pub type ServiceControlPolicy = Policy<ServiceControl>;
/// A resource control policy of AWS Organizations.
pub type ResourceControlPolicy = Policy<ResourceControl>;
/// The most that the identity-based policies of a user or role can allow.
pub type PermissionsBoundaryPolicy = Policy<PermissionsBoundary>;
/// The most that a session may do.
pub type SessionPolicy = Policy<Session>;
/// Which requests may pass through a VPC endpoint.
pub type VpcEndpointPolicy = Policy<VpcEndpoint>;

impl<K: Kind> Policy<K> {
    /// A policy of `statements`, in the current version of the language.
    ///
    /// # Errors
    ///
    /// The first statement whose elements do not fit the kind of the policy.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_core::policy::{ActionElement, Effect, Policy, Statement, Trust};
    /// let everything = ActionElement::Action(vec!["*".parse()?].into());
    /// let statement = Statement::new(Effect::Allow, everything);
    /// let error = Policy::<Trust>::new(vec![statement]).unwrap_err();
    /// assert_eq!(error.to_string(), "statement 1 of a role trust policy needs a principal");
    /// # Ok::<(), iam_core::policy::ActionPatternError>(())
    /// ```
    pub fn new(statements: Vec<Statement>) -> Result<Self, StatementMismatch> {
        for (index, statement) in statements.iter().enumerate() {
            StatementMismatch::find(index, statement, K::TYPE)?;
        }
        let (version, statements) = (Some(Version::V2012_10_17), Cow::Owned(statements));
        Ok(Self { version, id: None, statements, kind: PhantomData })
    }

    /// For the macros, which have already read and checked the document.
    #[doc(hidden)]
    #[must_use]
    pub const fn already_read(
        version: Option<Version>,
        id: Option<Text>,
        statements: List<Statement>,
    ) -> Self {
        Self { version, id, statements, kind: PhantomData }
    }

    /// `Version`. A policy without one is read as [`Version::V2008_10_17`].
    #[must_use]
    pub const fn version(&self) -> Option<Version> {
        self.version
    }

    /// `Id`.
    #[must_use]
    pub const fn id(&self) -> Option<&str> {
        match &self.id {
            Some(id) => Some(text_of(id)),
            None => None,
        }
    }

    /// The statements, in the order written.
    #[must_use]
    pub const fn statements(&self) -> &[Statement] {
        list_of(&self.statements)
    }

    /// The same policy with only the statements that `keep` wants.
    #[must_use]
    pub fn select(&self, keep: impl FnMut(&&Statement) -> bool) -> Self {
        let statements = self.statements.iter().filter(keep).cloned().collect();
        Self { version: self.version, id: self.id.clone(), statements, kind: PhantomData }
    }
}
