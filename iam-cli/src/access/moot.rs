//! Statements that grant or deny nothing at all with what is assumed for what is not known, such as to an address that
//! is none.
//!
//! What a change of one of them comes to, no comparison shows: with the value that it gets when it is deployed it may
//! be a lot.

use iam_access::{AnyPolicy, EffectivePermissions, Grants, Verdict, no_new_access_strictly};
use iam_core::policy::{Effect, Identity, Kind, Policy, Resource, Statement, Trust, Version};
use std::borrow::Cow;
use std::collections::HashSet;

/// Whose statements they are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Owner {
    Principal,
    Resource,
    Role,
}

impl Owner {
    /// Whose the statements of such a policy are.
    pub(crate) fn of(policy: &AnyPolicy) -> Self {
        match policy {
            AnyPolicy::Identity(_) => Self::Principal,
            AnyPolicy::Resource(_) => Self::Resource,
            AnyPolicy::Trust(_) => Self::Role,
        }
    }
}

/// How many statements are asked about: of more it is not known.
const MOST: usize = 200;

/// Whether such a statement is new and allows, or was there and denied.
pub(crate) fn changes_moot_statement(old: &[Statement], new: &[Statement], owner: Owner) -> bool {
    let [old, new] = [old, new].map(without_sids);
    let [had, has] = [&old, &new].map(|side| side.iter().collect::<HashSet<_>>());
    let allowed = new.iter().filter(|it| it.effect == Effect::Allow && !had.contains(it));
    let denied = old.iter().filter(|it| it.effect == Effect::Deny && !has.contains(it));
    let mut changed = allowed.chain(denied);
    changed.by_ref().take(MOST).any(|it| is_moot(it.clone(), owner)) || changed.next().is_some()
}

/// A statement is the same by any name.
fn without_sids(statements: &[Statement]) -> Vec<Statement> {
    let mut all = statements.to_vec();
    for it in &mut all {
        it.sid = None;
    }
    all
}

/// Whether there can be no request that the statement is about.
fn is_moot(mut statement: Statement, owner: Owner) -> bool {
    statement.effect = Effect::Allow;
    match owner {
        Owner::Principal => {
            grants_nothing(&EffectivePermissions::new().identity(&alone::<Identity>(statement)))
        }
        Owner::Resource => grants_nothing(&alone::<Resource>(statement)),
        Owner::Role => grants_nothing(&alone::<Trust>(statement)),
    }
}

fn alone<K: Kind>(statement: Statement) -> Policy<K> {
    Policy::already_read(Some(Version::V2012_10_17), None, Cow::Owned(vec![statement]))
}

fn grants_nothing(policy: &impl Grants) -> bool {
    no_new_access_strictly(&EffectivePermissions::new(), policy).verdict() == Verdict::Pass
}
