//! Policies put together from their parts.

use super::entry::StatementPresence;
use crate::declaration::arns::Arns;
use crate::declaration::{Part, Presence, Product};
use iam_core::policy::{Policy, PolicyTemplate, ResourceElement, Statement, Version};
use std::borrow::Cow;

/// One policy of those `parts` that the assets in `bits` bring in, and what brings in each of its
/// statements.
pub(super) fn compose<P: Product>(
    parts: &[Part<P::Asset>],
    bits: u32,
    arns: &Arns,
) -> (PolicyTemplate, Vec<StatementPresence>) {
    let open = parts.iter().filter(|part| part.gate.presence().is_in(bits));
    let statements = open.flat_map(|part| {
        let presence = part.gate.presence();
        part.template.statements().iter().map(move |statement| (statement, presence))
    });
    let (statements, presences): (Vec<_>, _) = statements
        .filter_map(|(statement, presence)| with_present_resources(statement, presence, bits, arns))
        .unzip();
    // They come from policies of this kind, so there is nothing that could not fit.
    let policy = Policy::already_read(Some(Version::V2012_10_17), None, Cow::Owned(statements));
    (PolicyTemplate::new(policy), presences)
}

/// The statement without the ARNs of entities that the assets in `bits` do not bring in; none if no
/// resource is left.
fn with_present_resources(
    statement: &Statement,
    part: Presence,
    bits: u32,
    arns: &Arns,
) -> Option<(Statement, StatementPresence)> {
    let Some(ResourceElement::Resource(all)) = &statement.resource else {
        return Some((statement.clone(), StatementPresence { statement: part, resources: vec![] }));
    };
    let (kept, resources): (Vec<_>, Vec<_>) = all
        .iter()
        .map(|pattern| (pattern.clone(), arns.presence(pattern.as_str())))
        .filter(|(_, presence)| presence.is_in(bits))
        .unzip();
    if kept.is_empty() {
        return None;
    }
    let resource = Some(ResourceElement::Resource(Cow::Owned(kept)));
    let statement = Statement { resource, ..statement.clone() };
    Some((statement, StatementPresence { statement: part, resources }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Assets;
    use crate::testing::{Ledger, Source};

    #[test]
    fn lengths_are_those_of_the_json() {
        let lengths = crate::longest_values::<5>(Ledger::PARAMETERS, 3, 9);
        let arns = Arns::of::<Ledger>();
        for policy in Ledger::ROLES.iter().flat_map(|role| role.inline_policies) {
            let (whole, _) = compose::<Ledger>(policy.parts, Assets::<Source>::ALL.bits(), &arns);
            assert_eq!(
                Part::longest_json_len(policy.parts, &lengths),
                whole.longest_json_len(&lengths),
                "{}",
                policy.name
            );
        }
    }
}
