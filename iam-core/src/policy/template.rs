//! Policies with template parameters.

use super::{
    ConditionBlock, ConditionKeyName, ConditionTest, ConditionValue, Identity, Kind,
    ParameterLength, Parameters, Policy, Principal, PrincipalElement, PrincipalGroup, ResolveError,
    ResourceElement, ResourcePattern, Statement, Text,
};
use iam_language::pattern;
use std::borrow::Cow;
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
        let mut names = BTreeSet::new();
        self.policy.map_texts(&mut |text| {
            names.extend(pattern::parameters(text).map(str::to_owned));
            text.to_owned()
        });
        names
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
        let mut problems = BTreeSet::new();
        let policy = self.policy.map_texts(&mut |text| parameters.fill(text, &mut problems));
        ResolveError::unless_none(problems).map(|()| policy)
    }

    /// The same template with only the statements that `keep` wants.
    #[must_use]
    pub fn select(&self, keep: impl FnMut(&&Statement) -> bool) -> Self {
        Self { policy: self.policy.select(keep) }
    }
}

impl<K: Kind> Policy<K> {
    /// The policy with each text that may hold parameters put through `map`.
    fn map_texts(&self, map: &mut dyn FnMut(&str) -> String) -> Self {
        let id = self.id().map(|id| Cow::Owned(map(id)));
        let statements = self.statements.iter().map(|statement| map_statement(statement, map));
        Self { version: self.version, id, statements: statements.collect(), kind: self.kind }
    }
}

fn map_statement(statement: &Statement, map: &mut dyn FnMut(&str) -> String) -> Statement {
    let resources = |patterns: &[ResourcePattern], map: &mut dyn FnMut(&str) -> String| {
        patterns.iter().map(|pattern| ResourcePattern::from(map(pattern.as_str()))).collect()
    };
    Statement {
        purpose: statement.purpose,
        sid: statement.sid.as_deref().map(|sid| Cow::Owned(map(sid))),
        effect: statement.effect,
        principal: statement.principal.as_ref().map(|element| match element {
            PrincipalElement::Principal(who) => {
                PrincipalElement::Principal(map_principal(who, map))
            }
            PrincipalElement::NotPrincipal(who) => {
                PrincipalElement::NotPrincipal(map_principal(who, map))
            }
        }),
        action: statement.action.clone(),
        resource: statement.resource.as_ref().map(|element| match element {
            ResourceElement::Resource(patterns) => {
                ResourceElement::Resource(resources(patterns, map))
            }
            ResourceElement::NotResource(patterns) => {
                ResourceElement::NotResource(resources(patterns, map))
            }
        }),
        conditions: statement.conditions.iter().map(|block| map_block(block, map)).collect(),
    }
}

fn map_principal(principal: &Principal, map: &mut dyn FnMut(&str) -> String) -> Principal {
    let Principal::Listed(groups) = principal else { return Principal::Everyone };
    let group = |group: &PrincipalGroup| PrincipalGroup {
        principal_type: group.principal_type,
        identifiers: group.identifiers.iter().map(|text| Text::Owned(map(text))).collect(),
    };
    Principal::Listed(groups.iter().map(group).collect())
}

fn map_block(block: &ConditionBlock, map: &mut dyn FnMut(&str) -> String) -> ConditionBlock {
    let value = |value: &ConditionValue, map: &mut dyn FnMut(&str) -> String| match value {
        ConditionValue::String(text) => ConditionValue::String(Cow::Owned(map(text))),
        other => other.clone(),
    };
    let test = |test: &ConditionTest| ConditionTest {
        key: ConditionKeyName::new(Cow::Owned(map(test.key.as_str()))),
        values: test.values.iter().map(|one| value(one, map)).collect(),
    };
    ConditionBlock { operator: block.operator, tests: block.tests.iter().map(test).collect() }
}
