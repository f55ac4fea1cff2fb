//! The parameters of a document, found and filled.

use crate::condition::{ConditionBlock, ConditionKeyName, ConditionTest, ConditionValue};
use crate::parameters::{Parameters, ResolveError};
use crate::policy_document::PolicyDocument;
use crate::principal::{Principal, PrincipalElement, PrincipalGroup};
use crate::resource::{ResourceElement, ResourcePattern};
use crate::statement::Statement;
use crate::text::Text;
use iam_language::pattern;
use std::borrow::Cow;
use std::collections::BTreeSet;

impl PolicyDocument {
    /// The names of the parameters, `${Name}`, sorted.
    #[must_use]
    pub fn parameters(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        self.map_texts(&mut |text| {
            names.extend(pattern::parameters(text).map(str::to_owned));
            text.to_owned()
        });
        names
    }

    /// The document with every parameter replaced by its value.
    ///
    /// # Errors
    ///
    /// Every parameter that has no value, and every value that does not fit its place.
    pub fn resolve(&self, parameters: &Parameters) -> Result<Self, ResolveError> {
        let mut problems = BTreeSet::new();
        let filled = self.map_texts(&mut |text| parameters.fill(text, &mut problems));
        ResolveError::unless_none(problems).map(|()| filled)
    }

    /// The document with each text that may hold parameters put through `map`.
    fn map_texts(&self, map: &mut dyn FnMut(&str) -> String) -> Self {
        let id = self.id().map(|id| Cow::Owned(map(id)));
        let statements = self.statements().iter().map(|statement| map_statement(statement, map));
        Self::new(self.version(), id, statements.collect())
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
