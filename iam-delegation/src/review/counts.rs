//! How much there is.

use super::level::Level;
use super::model::Review;
use iam_core::finding::FindingType;
use iam_core::policy::Effect;
use std::collections::{BTreeMap, BTreeSet};

/// What can be counted, with its names for one, for several and for attributes.
pub(super) const COUNTED: [(&str, &str, &str); 12] = [
    ("role", "roles", "roles"),
    ("policy", "policies", "policies"),
    ("statement", "statements", "statements"),
    ("action", "actions", "actions"),
    ("resource", "resources", "resources"),
    ("topic", "topics", "topics"),
    ("event rule", "event rules", "rules"),
    ("SSM document", "SSM documents", "documents"),
    ("error", "errors", "error"),
    ("security warning", "security warnings", "security-warning"),
    ("warning", "warnings", "warning"),
    ("suggestion", "suggestions", "suggestion"),
];

/// How much of each of [`COUNTED`] some assets bring in, in that order.
///
/// Statements are those of all policies, trust and topic included; actions are counted once however
/// often they are named, and only where they are allowed; resources are the entries of statements.
pub(super) type Counts = [usize; COUNTED.len()];

impl Review {
    pub(super) fn counts(&self, bits: u32) -> Counts {
        let policies = || self.policies_in(bits);
        let statements = || policies().flat_map(|policy| policy.statements_in(bits));
        let findings = |finding_type| {
            let of_policies = policies().flat_map(|policy| &policy.findings);
            let of_statements = statements().flat_map(|statement| &statement.findings);
            let all = of_policies.chain(of_statements);
            all.filter(|it| it.finding_type == finding_type && it.presence.is_in(bits)).count()
        };
        [
            self.roles.iter().filter(|role| role.presence.is_in(bits)).count(),
            policies().count(),
            statements().count(),
            self.tally(bits).values().flatten().sum(),
            statements().map(|statement| statement.resources_in(bits).len()).sum(),
            self.topics.iter().filter(|topic| topic.presence.is_in(bits)).count(),
            self.rules.iter().filter(|rule| rule.presence.is_in(bits)).count(),
            self.documents.iter().filter(|document| document.presence.is_in(bits)).count(),
            findings(FindingType::Error),
            findings(FindingType::SecurityWarning),
            findings(FindingType::Warning),
            findings(FindingType::Suggestion),
        ]
    }

    /// The actions that the assets in `bits` allow, by service and by [`Level::ALL`].
    pub(super) fn tally(&self, bits: u32) -> BTreeMap<&str, [usize; Level::ALL.len()]> {
        let statements = self.policies_in(bits).flat_map(|policy| policy.statements_in(bits));
        let allowing = statements.filter(|it| it.effect == Effect::Allow && !it.is_not_action);
        let actions = allowing.flat_map(|statement| &statement.actions);
        let distinct: BTreeSet<_> = actions.flat_map(|action| &action.actions).collect();
        let mut tally: BTreeMap<&str, [usize; Level::ALL.len()]> = BTreeMap::new();
        for action in distinct {
            let row = tally.entry(&action.service).or_default();
            let levels = Level::ALL.into_iter().zip(row);
            for (_, count) in levels.filter(|(level, _)| *level == action.level) {
                *count += 1;
            }
        }
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::Review;
    use crate::testing::{Ledger, Source};
    use crate::{Assets, PolicySet};

    #[test]
    fn what_is_there_is_counted() {
        let set = PolicySet::<Ledger>::for_assets(Assets::ALL);
        let review = Review::new(&set, Assets::ALL);
        let buckets = review.counts(Assets::of(Source::Buckets).bits());
        let all = review.counts(Assets::<Source>::ALL.bits());
        // Trust and inline policy; the two of ReadBuckets, the role itself.
        assert_eq!(buckets[..8], [1, 2, 3, 5, 3, 0, 0, 0]);
        assert_eq!(all[..8], [1, 4, 6, 7, 7, 1, 1, 0]);
        let s3 = review.tally(review.chosen)["s3"];
        assert_eq!(s3, [1, 1, 0, 1, 0, 0]);
    }

    /// What is told of a choice within the set of all assets is what the set for it has.
    #[test]
    fn counts_are_those_of_the_smaller_set() {
        let all = PolicySet::<Ledger>::for_assets(Assets::ALL);
        let review = Review::new(&all, Assets::ALL);
        for choice in Assets::every_choice() {
            let alone = Review::new(&PolicySet::<Ledger>::for_assets(choice), choice);
            let bits = choice.bits();
            assert_eq!(review.counts(bits)[..8], alone.counts(bits)[..8], "{choice}");
            assert_eq!(review.tally(bits), alone.tally(bits), "{choice}");
        }
    }
}
