//! Which resource of a template may refer to which.

use crate::declaration::Product;
use crate::set::{PolicySet, RoleEntry, Stage};
use std::collections::{BTreeMap, BTreeSet};

/// A resource of a template that others can name by its ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entity {
    /// What the vendor calls it.
    pub(super) name: &'static str,
    pub(super) kind: EntityKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntityKind {
    Role,
    ManagedPolicy,
    InstanceProfile,
    Topic,
    EventRule,
}

/// The entities of a set, and who refers to whom so far.
///
/// A template that refers in a circle cannot be deployed: where a reference would close one, the ARN is
/// written out instead. IAM lets a policy name what is not there yet.
pub(super) struct References {
    by_arn: BTreeMap<String, Entity>,
    refers: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl References {
    /// Without any entity.
    pub(super) const fn none() -> Self {
        Self { by_arn: BTreeMap::new(), refers: BTreeMap::new() }
    }

    /// With the references that every template has: from policies and profiles to their role, from a
    /// topic's policy and event rules to their topic.
    pub(super) fn of<P: Product, S: Stage>(set: &PolicySet<P, S>) -> Self {
        let mut all = Self::none();
        for role in set.roles() {
            all.role(role);
        }
        for topic in set.topics() {
            all.add(&topic.arn, topic.entity, EntityKind::Topic);
            all.link(topic.policy, topic.entity);
        }
        for rule in set.rules() {
            all.add(&rule.arn, rule.entity, EntityKind::EventRule);
            if let Some(topic) = all.by_arn.get(&rule.target_arn) {
                all.link(rule.entity, topic.name);
            }
        }
        all
    }

    fn role<S: Stage>(&mut self, role: &RoleEntry<S>) {
        self.add(&role.arn, role.entity, EntityKind::Role);
        for policy in role.inline_policies.iter().chain(&role.managed_policies) {
            self.link(policy.policy, role.entity);
            if let Some(arn) = &policy.arn {
                self.add(arn, policy.policy, EntityKind::ManagedPolicy);
            }
        }
        if let Some(profile) = &role.instance_profile {
            self.add(&profile.arn, profile.entity, EntityKind::InstanceProfile);
            self.link(profile.entity, role.entity);
        }
    }

    fn add(&mut self, arn: &str, name: &'static str, kind: EntityKind) {
        self.by_arn.insert(arn.to_owned(), Entity { name, kind });
    }

    fn link(&mut self, from: &'static str, to: &'static str) {
        self.refers.entry(from).or_default().insert(to);
    }

    /// The entity that `arn` names, if the resource called `from` may refer to it; from then on it does.
    pub(super) fn refer(&mut self, from: &'static str, arn: &str) -> Option<Entity> {
        let entity = *self.by_arn.get(arn)?;
        if self.reaches(entity.name, from) {
            return None;
        }
        self.link(from, entity.name);
        Some(entity)
    }

    /// Whether references lead from `start` to `goal`.
    fn reaches(&self, start: &'static str, goal: &'static str) -> bool {
        let mut seen = BTreeSet::from([start]);
        let mut left = vec![start];
        while let Some(one) = left.pop() {
            if one == goal {
                return true;
            }
            let next = self.refers.get(one).into_iter().flatten();
            left.extend(next.copied().filter(|next| seen.insert(next)));
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Assets;
    use crate::testing::{Ledger, Source};

    #[test]
    fn nothing_refers_in_a_circle() {
        let set = PolicySet::<Ledger>::for_assets(Assets::<Source>::ALL);
        let mut references = References::of(&set);
        let role = &set.roles()[0];
        let policy = role.managed_policies[0].arn.as_deref().unwrap();
        // The role's trust policy cannot refer to what refers to the role.
        assert_eq!(references.refer(role.entity, policy), None);
        assert_eq!(references.refer(role.entity, &role.arn), None);
        let found = references.refer("LedgerRead", policy).unwrap();
        assert_eq!(found, Entity { name: "LedgerInvoices", kind: EntityKind::ManagedPolicy });
        // From now on the other way would be a circle.
        assert_eq!(references.refer("LedgerInvoices", &role.arn).unwrap().kind, EntityKind::Role);
        assert_eq!(references.refer("LedgerNews", "arn:aws:iam::1:role/foreign"), None);
    }
}
