//! What policies that limit let through, on both sides.
//!
//! A control policy grants nothing, and a denial counts where others allow what it denies, too: they are held
//! against what allows everything.

use super::paired::Sides;
use crate::access::moot::{Owner, changes_moot_statement};
use iam_access::{
    AnyPolicy, Comparison, EffectivePermissions, Grants, compare, grants_more_strictly,
};
use iam_core::policy::{
    Effect, Identity, Kind, Policy, PolicyType, ResourceControl, ServiceControl, Statement,
};
use std::borrow::Cow;
use std::collections::HashSet;

/// What allows everything, of each kind of policy.
const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
const ALL_OF_IT: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;
const EVERYBODY: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*"}]}"#;

/// Whether a policy of this type grants nothing itself.
pub(super) fn is_control_policy(policy_type: Option<PolicyType>) -> bool {
    matches!(policy_type, Some(PolicyType::ServiceControl | PolicyType::ResourceControl))
}

/// What both sides let through of everything that others allow.
pub(super) struct LetThrough {
    pub(super) comparison: Comparison,
    /// Whether more would be let through of texts that there are not.
    pub(super) is_more: bool,
}

impl LetThrough {
    /// Of two sides in which something is not known, or not.
    fn of(old: &impl Grants, new: &impl Grants, is_open: bool) -> Self {
        let comparison = compare(old, new);
        let is_more = is_open && grants_more_strictly(old, new, &comparison.gained);
        Self { comparison, is_more }
    }

    fn or_more(self, is_more: bool) -> Self {
        Self { is_more: self.is_more || is_more, ..self }
    }
}

/// Both versions of a control policy, each beside what allows everything; otherwise what is wrong with them.
pub(super) fn of_control_policy(sides: &Sides) -> Result<LetThrough, String> {
    let is_open = sides.open.is_some();
    let everything = read::<Identity>("", EVERYTHING)?;
    let whole = EffectivePermissions::new().identity(&everything);
    // Where there is none, nothing is limited.
    if sides.policy_type == Some(PolicyType::ServiceControl) {
        let both = both::<ServiceControl>(sides)?;
        // One that only denies is attached beside AWS's own, which allows everything.
        let full = read::<ServiceControl>("", EVERYTHING)?;
        let beside = |own: &Policy<ServiceControl>| {
            let allows = own.statements().iter().any(|it| it.effect == Effect::Allow);
            (!allows).then_some(&full)
        };
        let [old, new] = both.each_ref().map(|policy| {
            policy.iter().fold(whole.clone(), |whole, it| {
                whole.service_control_level(std::iter::once(it).chain(beside(it)))
            })
        });
        let is_moot = is_open && is_moot(&both, Owner::Principal);
        return Ok(LetThrough::of(&old, &new, is_open).or_more(is_moot));
    }
    let both = both::<ResourceControl>(sides)?;
    let [old, new] = both.each_ref().map(|policy| {
        policy.iter().fold(whole.clone(), |whole, it| whole.resource_control_level([it]))
    });
    let is_moot = is_open && is_moot(&both, Owner::Resource);
    Ok(LetThrough::of(&old, &new, is_open).or_more(is_moot))
}

fn is_moot<K: Kind>(both: &[Option<Policy<K>>; 2], owner: Owner) -> bool {
    let [old, new] = both.each_ref().map(|it| it.as_ref().map_or(&[][..], |it| it.statements()));
    changes_moot_statement(old, new, owner)
}

fn both<K: Kind>(sides: &Sides) -> Result<[Option<Policy<K>>; 2], String> {
    let old = sides.old.as_deref().map(|text| read("the old one: ", text)).transpose()?;
    let new = sides.new.as_deref().map(|text| read("the new one: ", text)).transpose()?;
    Ok([old, new])
}

fn read<K: Kind>(side: &str, text: &str) -> Result<Policy<K>, String> {
    Policy::from_json(text).map_err(|error| {
        let each: Vec<_> = error.problems().map(|(_, it)| it.message.clone()).collect();
        format!("{side}{}", each.join("; "))
    })
}

/// What both policies deny, each beside what allows everything; none if they deny the same.
pub(super) fn of_denials(old: &AnyPolicy, new: &AnyPolicy, is_open: bool) -> Option<LetThrough> {
    let set = |policy| denials(policy).collect::<HashSet<_>>();
    if set(old) == set(new) {
        return None;
    }
    Some(LetThrough::of(&beside_everything(old)?, &beside_everything(new)?, is_open))
}

fn denials(policy: &AnyPolicy) -> impl Iterator<Item = &Statement> {
    policy.statements().iter().filter(|it| it.effect == Effect::Deny)
}

fn beside_everything(policy: &AnyPolicy) -> Option<AnyPolicy> {
    fn with<K: Kind>(own: &Policy<K>, everything: &str, policy: &AnyPolicy) -> Option<Policy<K>> {
        let everything = Policy::<K>::from_json(everything).ok()?;
        let all = denials(policy).chain(everything.statements()).cloned().collect();
        Some(Policy::already_read(own.version(), None, Cow::Owned(all)))
    }
    Some(match policy {
        AnyPolicy::Identity(own) => AnyPolicy::Identity(with(own, EVERYTHING, policy)?),
        AnyPolicy::Resource(own) => AnyPolicy::Resource(with(own, ALL_OF_IT, policy)?),
        AnyPolicy::Trust(own) => AnyPolicy::Trust(with(own, EVERYBODY, policy)?),
    })
}
