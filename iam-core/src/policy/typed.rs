//! A policy, whose type says of which kind it is.

use super::kind::{
    Identity, Kind, PermissionsBoundary, Resource, ResourceControl, ServiceControl, Session, Trust,
    VpcEndpoint,
};
use iam_language::document::Node;
use iam_language::json::Layout;
use iam_language::policy::{ParameterLength, Version};
use iam_model::{List, PolicyDocument, Statement, StatementMismatch, Text};
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
    pub(crate) document: PolicyDocument,
    kind: PhantomData<K>,
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
        PolicyDocument::of_statements(statements, K::TYPE).map(Self::of)
    }

    /// For the macros, which have already read and checked the document.
    #[doc(hidden)]
    #[inline]
    #[must_use]
    pub const fn already_read(
        version: Option<Version>,
        id: Option<Text>,
        statements: List<Statement>,
    ) -> Self {
        Self::of(PolicyDocument::new(version, id, statements))
    }

    /// INVARIANT: it was read as a policy of this kind.
    #[inline]
    pub(crate) const fn of(document: PolicyDocument) -> Self {
        Self { document, kind: PhantomData }
    }

    /// `Version`. A policy without one is read as [`Version::V2008_10_17`].
    #[inline]
    #[must_use]
    pub const fn version(&self) -> Option<Version> {
        self.document.version()
    }

    /// `Id`.
    #[inline]
    #[must_use]
    pub const fn id(&self) -> Option<&str> {
        self.document.id()
    }

    /// The statements, in the order written.
    #[inline]
    #[must_use]
    pub const fn statements(&self) -> &[Statement] {
        self.document.statements()
    }

    /// The same policy with only the statements that `keep` wants.
    #[must_use]
    pub fn select(&self, keep: impl FnMut(&&Statement) -> bool) -> Self {
        let statements = self.statements().iter().filter(keep).cloned().collect();
        Self::of(self.document.with_statements(statements))
    }

    /// The policy as JSON without white space: the form that counts towards the size quotas.
    #[inline]
    #[must_use]
    pub fn to_json(&self) -> String {
        self.document.to_json(Layout::Compact)
    }

    /// The policy as JSON with one item a line.
    #[inline]
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        self.document.to_json(Layout::Pretty)
    }

    /// The length of [`to_json`](Self::to_json) in characters.
    ///
    /// Source: [IAM quotas](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)
    #[inline]
    #[must_use]
    pub const fn json_len(&self) -> usize {
        self.longest_json_len(&[])
    }

    /// The length of the JSON once every parameter in `lengths` has its longest value.
    ///
    /// Parameters not listed count as they are written.
    #[inline]
    #[must_use]
    pub const fn longest_json_len(&self, lengths: &[ParameterLength]) -> usize {
        self.document.longest_json_len(lengths)
    }

    /// The policy as the tree that [`to_json`](Self::to_json) would be read to.
    ///
    /// Its places are numbers in the order of what stands there, so that
    /// [`json::path`](iam_language::json::path) tells of each which part of which statement it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_core::policy::Policy;
    /// let json = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;
    /// let policy: Policy = Policy::from_json(json)?;
    /// let document = policy.to_document();
    /// let statements = document.member("Statement").map(|member| member.node.items());
    /// let action = statements.and_then(|all| all.first()?.member("Action"));
    /// assert_eq!(action.and_then(|action| action.node.text()), Some("*"));
    /// # Ok::<(), iam_core::from_json::PolicyError>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn to_document(&self) -> Node<'_> {
        self.document.to_document()
    }
}
