//! How near a role is to IAM's quotas.

use super::entity::RoleView;
use super::model::Review;
use super::policy::PolicyView;
use crate::declaration::quota::most;

/// A quota of a role, and how much of it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QuotaView {
    pub(super) what: &'static str,
    /// For attributes.
    pub(super) slug: &'static str,
    /// For each measure; one number if it does not depend on them.
    pub(super) used: Vec<usize>,
    pub(super) most: usize,
    pub(super) unit: &'static str,
}

impl Review {
    /// The length of a policy for the assets in `bits`, for each measure.
    pub(super) fn lens(&self, policy: &PolicyView, bits: u32) -> Vec<usize> {
        (0..self.measures.len()).map(|measure| policy.len(bits, measure)).collect()
    }

    /// The quotas of a role as a whole.
    pub(super) fn quotas(&self, role: &RoleView, bits: u32) -> Vec<QuotaView> {
        let measures = 0..self.measures.len();
        let inline = || role.inline.iter().filter(|policy| policy.presence.is_in(bits));
        let managed = || role.managed.iter().filter(|policy| policy.presence.is_in(bits));
        let total = |measure| inline().map(|policy| policy.len(bits, measure)).sum();
        let largest = |measure| managed().map(|policy| policy.len(bits, measure)).max();
        let mut quotas = vec![
            QuotaView {
                what: "Trust policy",
                slug: "trust",
                used: self.lens(&role.trust, bits),
                most: most::TRUST_POLICY,
                unit: "characters",
            },
            QuotaView {
                what: "Inline policies together",
                slug: "inline",
                used: measures.clone().map(total).collect(),
                most: most::INLINE_POLICIES_OF_A_ROLE,
                unit: "characters",
            },
            QuotaView {
                what: "Managed policies",
                slug: "managed",
                used: vec![managed().count()],
                most: most::MANAGED_POLICIES_OF_A_ROLE,
                unit: "policies",
            },
        ];
        if !role.managed.is_empty() {
            quotas.push(QuotaView {
                what: "Largest managed policy",
                slug: "largest",
                used: measures.map(|measure| largest(measure).unwrap_or_default()).collect(),
                most: most::MANAGED_POLICY,
                unit: "characters",
            });
        }
        quotas
    }

    /// Where more than `most` are used, in words; none if it fits everywhere.
    pub(super) fn excess(&self, used: &[usize], most: usize) -> Option<String> {
        let over: Vec<_> =
            used.iter().zip(&self.measures).filter(|(used, _)| **used > most).collect();
        let partitions: Vec<_> = over
            .iter()
            .filter_map(|(_, measure)| measure.partition)
            .map(|it| it.to_string())
            .collect();
        match (over.is_empty(), partitions.is_empty()) {
            (true, _) => None,
            (false, true) => Some("too much".to_owned()),
            (false, false) => Some(format!("too much in {}", partitions.join(", "))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Customer, Ledger};
    use crate::{Assets, PolicySet, longest_values};

    /// What the set of all assets tells about a choice is the length of the choice's own documents.
    #[test]
    fn lengths_of_every_choice_are_those_of_its_documents() {
        let review = Review::new(&PolicySet::<Ledger>::for_assets(Assets::ALL), Assets::ALL);
        let longest: [[_; 5]; 3] = [(3, 14), (6, 14), (10, 13)].map(|(partition, region)| {
            longest_values(<Ledger as crate::Product>::PARAMETERS, partition, region)
        });
        for choice in Assets::every_choice() {
            let set = PolicySet::<Ledger>::for_assets(choice);
            let bits = choice.bits();
            let (role, entry) = (&review.roles[0], &set.roles()[0]);
            for (measure, lengths) in longest.iter().enumerate() {
                let quotas = review.quotas(role, bits);
                assert_eq!(quotas[0].used[measure], entry.trust_policy.longest_json_len(lengths));
                let inline =
                    entry.inline_policies.iter().map(|it| it.document.longest_json_len(lengths));
                assert_eq!(quotas[1].used[measure], inline.sum::<usize>(), "{choice}");
                assert_eq!(quotas[2].used, [entry.managed_policies.len()]);
                let there = role.managed.iter().filter(|policy| policy.presence.is_in(bits));
                let managed: Vec<_> = there.map(|policy| policy.len(bits, measure)).collect();
                let documents = entry.managed_policies.iter();
                let expected: Vec<_> =
                    documents.map(|it| it.document.longest_json_len(lengths)).collect();
                assert_eq!(managed, expected, "{choice}");
            }
        }
    }

    #[test]
    fn a_resolved_set_is_measured_exactly() {
        let set =
            PolicySet::<Ledger>::for_assets(Assets::ALL).resolve(&Customer::in_ireland()).unwrap();
        let review = Review::new(&set, set.assets());
        for (view, entry) in review.roles[0].inline.iter().zip(&set.roles()[0].inline_policies) {
            assert_eq!(review.lens(view, review.chosen), [entry.document.to_json().len()]);
        }
    }
}
