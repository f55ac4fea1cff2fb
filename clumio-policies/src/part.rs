//! Policies in parts, each of which some assets bring in.

use crate::{EVENT_RULES, Gate, ROLES};
use std::borrow::Cow;
use typed_iam::{
    ParameterLength, Policy, PolicyTemplate, ResourceElement, ResourcePattern, Statement, Version,
};

/// Statements of a policy, and the choices of assets that bring them in.
///
/// Where a statement names a managed policy or an event rule of this crate by its ARN, the ARN is
/// there only if the entity is; a statement that has no resource left is not there at all.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Part {
    /// When the part is there.
    pub gate: Gate,
    /// Its statements, with the ARNs of everything that they can name.
    pub template: &'static PolicyTemplate,
}

/// What a policy is besides its statements.
const ENVELOPE: usize = r#"{"Version":"2012-10-17","Statement":[]}"#.len();

impl Part {
    /// The length of the JSON of all `parts` as one policy, each parameter with its longest value.
    #[must_use]
    pub const fn longest_json_len(mut parts: &[Self], lengths: &[ParameterLength]) -> usize {
        let mut len = ENVELOPE;
        while let [part, rest @ ..] = parts {
            len += part.template.longest_json_len(lengths) - ENVELOPE;
            if !rest.is_empty() {
                len += ",".len();
            }
            parts = rest;
        }
        len
    }

    /// One policy of those `parts` that the assets in `bits` bring in.
    pub(crate) fn compose(parts: &[Self], bits: u8) -> PolicyTemplate {
        let open = parts.iter().filter(|part| part.gate.opens_for_bits(bits));
        let statements = open.flat_map(|part| part.template.statements());
        let statements = statements.filter_map(|statement| without_absent(statement, bits));
        // They come from policies of this kind, so there is nothing that could not fit.
        let policy = Policy::already_read(Some(Version::V2012_10_17), None, statements.collect());
        PolicyTemplate::new(policy)
    }
}

/// The statement without the ARNs of entities that the assets in `bits` do not bring in.
fn without_absent(statement: &Statement, bits: u8) -> Option<Statement> {
    let Some(ResourceElement::Resource(all)) = &statement.resource else {
        return Some(statement.clone());
    };
    let absent = |pattern: &ResourcePattern| names_an_absent_entity(pattern.as_str(), bits);
    let kept: Vec<_> = all.iter().filter(|pattern| !absent(pattern)).cloned().collect();
    let resource = Some(ResourceElement::Resource(Cow::Owned(kept)));
    resource
        .filter(|resource| !resource.patterns().is_empty())
        .map(|resource| Statement { resource: Some(resource), ..statement.clone() })
}

fn names_an_absent_entity(arn: &str, bits: u8) -> bool {
    let absent = |name: &str, before: &str, gate: Gate| {
        let names = arn.strip_suffix(name).is_some_and(|start| start.ends_with(before));
        names && !gate.opens_for_bits(bits)
    };
    let mut policies = ROLES.iter().flat_map(|role| role.managed_policies);
    policies.any(|policy| absent(policy.name_pattern.as_str(), ":policy${Path}", policy.gate))
        || EVENT_RULES.iter().any(|rule| absent(rule.name_pattern.as_str(), ":rule/", rule.gate))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Assets, longest_values};

    #[test]
    fn lengths_are_those_of_the_json() {
        let lengths = longest_values(3, 9);
        for policy in ROLES.iter().flat_map(|role| role.inline_policies) {
            let whole = Part::compose(policy.parts, Assets::ALL.bits());
            assert_eq!(
                Part::longest_json_len(policy.parts, &lengths),
                whole.longest_json_len(&lengths),
                "{}",
                policy.name
            );
        }
    }
}
