//! Policies with template parameters.

use super::{Identity, Kind, ParameterLength, Parameters, Policy, ResolveError, Statement};
use std::collections::BTreeSet;

/// A policy of kind `K` with parameters in CloudFormation's notation: `${AWS::Region}`, `${Token}`.
///
/// A type of its own, since IAM would take a parameter that nobody filled for plain text. Only
/// [`resolve`](Self::resolve) makes a [`Policy`] of it.
///
/// # Examples
///
/// ```
/// use iam_core::policy::{Parameters, Policy, PolicyTemplate};
/// let json = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sns:Publish","Resource":"arn:aws:sns:${AWS::Region}:${AWS::AccountId}:news"}]}"#;
/// let template: PolicyTemplate = PolicyTemplate::new(Policy::from_json(json)?);
///
/// let error = template.resolve(&Parameters::new().set("AWS::Region", "eu-west-1")).unwrap_err();
/// assert_eq!(error.to_string(), "`AWS::AccountId` has no value");
///
/// let parameters = Parameters::new().set("AWS::Region", "eu-west-1").set("AWS::AccountId", "111122223333");
/// assert!(template.resolve(&parameters)?.to_json().contains("arn:aws:sns:eu-west-1:111122223333:news"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: [pseudo parameters](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PolicyTemplate<K: Kind = Identity> {
    policy: Policy<K>,
}

impl<K: Kind> PolicyTemplate<K> {
    /// Takes every `${Name}` in `policy` for a parameter.
    #[must_use]
    pub const fn new(policy: Policy<K>) -> Self {
        Self { policy }
    }

    /// The policy as written, parameters and all.
    #[must_use]
    pub const fn as_written(&self) -> &Policy<K> {
        &self.policy
    }

    /// The statements, in the order written.
    #[must_use]
    pub const fn statements(&self) -> &[Statement] {
        self.policy.statements()
    }

    /// The JSON with the parameters left in, without white space.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.policy.to_json()
    }

    /// The JSON with the parameters left in, one item a line.
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        self.policy.to_json_pretty()
    }

    /// The length of the JSON once each parameter has its longest value; see
    /// [`Policy::longest_json_len`].
    #[must_use]
    pub const fn longest_json_len(&self, lengths: &[ParameterLength]) -> usize {
        self.policy.longest_json_len(lengths)
    }

    /// The names of the parameters, sorted.
    #[must_use]
    pub fn parameters(&self) -> BTreeSet<String> {
        self.policy.document.parameters()
    }

    /// The policy with every parameter replaced by its value.
    ///
    /// # Errors
    ///
    /// Every parameter that has no value, and every value that does not fit its place: a partition,
    /// region or account id that is none, a wildcard that was not
    /// [asked for](Parameters::set_pattern), control or invisible characters, what would make a
    /// policy variable, a `:` that would shift the fields of an ARN, and nothing where nothing else
    /// stands.
    pub fn resolve(&self, parameters: &Parameters) -> Result<Policy<K>, ResolveError> {
        self.policy.document.resolve(parameters).map(Policy::of)
    }

    /// The same template with only the statements that `keep` wants.
    #[must_use]
    pub fn select(&self, keep: impl FnMut(&&Statement) -> bool) -> Self {
        Self { policy: self.policy.select(keep) }
    }
}
