//! Two sets of permissions to what differs between them.

use super::budget::Budget;
use super::canonical::canonical;
use super::change::{
    Access, AccessPart, Change, Comparison, Elsewhere, EntityChange, FieldChange, PolicyChange,
    StatementChange,
};
use super::field;
use super::form::{Entity, EntityKind, Name, Permissions, PolicyForm, PolicyPlace, StatementForm};
use super::matching::{How, Slot, pair_names, pair_statements};
use super::proof::Prover;
use super::scope;
use super::totals::{Counter, Totals, services, services_beyond};
use super::verdict::Verdict;
use crate::declaration::Product;
use crate::set::{PolicySet, Stage};
use std::collections::HashMap;

impl<P: Product, S: Stage> PolicySet<P, S> {
    /// What differs in `after`, if this set is what is there before.
    #[must_use]
    pub fn compare(&self, after: &Self) -> Comparison {
        self.permissions().compare(&after.permissions())
    }
}

impl Permissions {
    /// What differs afterwards, if these are the permissions before.
    ///
    /// Roles, topics and the like are the same if their names are, or if the vendor calls them the same;
    /// of what is left, those that alone start with the same word or two, which is noted. Statements are the
    /// same by their `Sid`, then by what they say, then by what they share.
    #[must_use]
    pub fn compare(&self, after: &Self) -> Comparison {
        let mut builder = Builder {
            budget: Budget::new(),
            prover: Prover::new(),
            counter: Counter::new(),
            only_files: self.origin != after.origin,
            notes: Vec::new(),
        };
        for (side, notes) in [("before", &self.notes), ("after", &after.notes)] {
            builder.notes.extend(notes.iter().map(|note| format!("{side}, {note}")));
        }
        let (old, new) = (named(&self.entities), named(&after.entities));
        let pairs = pair_names(&old, &new, |entity| [group(&entity.kind); 2]);
        let changes = pairs.into_iter().filter_map(|pair| {
            let before = pair.old.and_then(|at| self.entities.get(at));
            let after = pair.new.and_then(|at| after.entities.get(at));
            builder.entity(before, after, &pair.how)
        });
        let mut entities: Vec<_> = changes.collect();
        let key = |it: &EntityChange| (it.kind.clone(), it.after.clone().or(it.before.clone()));
        entities.sort_by_cached_key(key);
        link_across(&mut entities);
        let fields = field::compare(&self.fields, &after.fields, false);
        let mut totals = Totals::default();
        for entity in &entities {
            totals += &entity.totals;
        }
        let (was, is) = (services(self), services(after));
        totals.new_services = services_beyond(&is, &was);
        totals.gone_services = services_beyond(&was, &is);
        let verdicts = entities.iter().map(|it| it.verdict);
        let verdict = Verdict::all(verdicts.chain(fields.iter().map(|it| it.verdict)));
        Comparison { verdict, entities, fields, totals, notes: builder.notes }
    }
}

/// What changes do together: as it was proved, or else one by one.
fn together(policies: &[PolicyChange], access: &[Access]) -> impl Iterator<Item = Verdict> {
    let proved = |part| access.iter().find(|it| it.part == part).and_then(|it| it.verdict);
    let open = policies.iter().filter(move |it| proved(AccessPart::of(it.place)).is_none());
    let open = open.map(|it| it.verdict);
    open.chain(access.iter().filter_map(|it| it.verdict))
}

fn named(entities: &[Entity]) -> Vec<(&Entity, &Name)> {
    entities.iter().map(|entity| (entity, &entity.name)).collect()
}

fn policies_of(side: Option<&Entity>) -> &[PolicyForm] {
    side.map(|entity| entity.policies.as_slice()).unwrap_or_default()
}

fn policy_names(policies: &[PolicyForm]) -> Vec<(PolicyPlace, &Name)> {
    policies.iter().map(|policy| (policy.place, &policy.name)).collect()
}

fn group(kind: &EntityKind) -> usize {
    match kind {
        EntityKind::Role => 0,
        EntityKind::Policy => 1,
        EntityKind::Topic => 2,
        EntityKind::Rule => 3,
        EntityKind::SsmDocument => 4,
    }
}

struct Builder {
    budget: Budget,
    prover: Prover,
    counter: Counter,
    /// Whether one side is a file, which does not tell all that a set knows.
    only_files: bool,
    notes: Vec<String>,
}

/// The policies of an entity before and afterwards, and which statement is which.
struct Policies<'p> {
    old: &'p [PolicyForm],
    new: &'p [PolicyForm],
    /// The partner of each statement before.
    later: HashMap<Slot, Slot>,
    /// The partner of each statement afterwards.
    earlier: HashMap<Slot, Slot>,
    entity: String,
}

impl Builder {
    /// What differs, if something does.
    fn entity(
        &mut self,
        before: Option<&Entity>,
        after: Option<&Entity>,
        how: &How,
    ) -> Option<EntityChange> {
        let kind = after.or(before)?.kind.clone();
        let name = |side: Option<&Entity>| side.map(|entity| entity.name.text.clone());
        let (was, is) = (name(before), name(after));
        let fields = match (before, after) {
            (Some(before), Some(after)) => {
                let mut fields = field::compare(&before.fields, &after.fields, self.only_files);
                if before.name.text != after.name.text {
                    let reason = "a grant to one name is none to another";
                    fields.insert(0, renamed(&before.name, &after.name, Verdict::Other, reason));
                    self.note_stem(&kind.to_string(), &before.name, &after.name, how);
                }
                fields
            }
            (None, after) => field::whole(&after?.fields, Change::Added, Verdict::Wider),
            (before, None) => field::whole(&before?.fields, Change::Removed, Verdict::Narrower),
        };
        let mut policies = self.policies(before, after);
        let access = match (before, after) {
            (Some(before), Some(after)) => self.access(before, after, &mut policies),
            _ => Vec::new(),
        };
        let verdict = match Change::of(before.is_some(), after.is_some()) {
            // Whatever it may not do, before it could do nothing.
            Change::Added => Verdict::Wider,
            Change::Removed => Verdict::Narrower,
            Change::Changed => {
                let of_fields = fields.iter().map(|it| it.verdict);
                Verdict::all(together(&policies, &access).chain(of_fields))
            }
        };
        let is_changed =
            !fields.is_empty() || !policies.is_empty() || was.is_some() != is.is_some();
        let mut totals = Totals::default();
        for policy in &policies {
            totals += &policy.totals;
        }
        is_changed.then_some(EntityChange {
            kind,
            before: was,
            after: is,
            verdict,
            access,
            policies,
            fields,
            totals,
        })
    }

    /// What changed policies come to together with those that did not change.
    fn access(
        &mut self,
        before: &Entity,
        after: &Entity,
        policies: &mut [PolicyChange],
    ) -> Vec<Access> {
        let mut all = Vec::new();
        for part in [AccessPart::Permissions, AccessPart::Trust, AccessPart::Topic] {
            let mut changed: Vec<_> =
                policies.iter_mut().filter(|it| AccessPart::of(it.place) == part).collect();
            let are_same = |policy: &&mut PolicyChange| {
                policy.statements.iter().all(|it| it.verdict == Verdict::Same)
            };
            if changed.iter().all(are_same) {
                continue;
            }
            let of = |entity: &'_ Entity| -> Vec<PolicyForm> {
                let all = entity.policies.iter();
                all.filter(|it| AccessPart::of(it.place) == part).cloned().collect()
            };
            let (old, new) = (of(before), of(after));
            let [old, new] = [&old, &new].map(|forms| forms.iter().collect::<Vec<_>>());
            let Some(access) = self.prover.of_policies(part, [&old, &new]) else { continue };
            // Of one that changed alone.
            if let ([only], Some(verdict)) = (changed.as_mut_slice(), access.verdict) {
                let of_fields = only.fields.iter().map(|it| it.verdict);
                only.verdict = Verdict::all(of_fields.chain([verdict]));
            }
            all.push(access);
        }
        all
    }

    fn note_stem(&mut self, kind: &str, before: &Name, after: &Name, how: &How) {
        if let How::Stem(stem) = how {
            let (before, after) = (&before.text, &after.text);
            self.notes.push(format!(
                "the {kind} `{after}` is taken for `{before}` of before: no other starts with `{stem}`"
            ));
        }
    }

    fn policies(&mut self, before: Option<&Entity>, after: Option<&Entity>) -> Vec<PolicyChange> {
        let (old, new) = (policies_of(before), policies_of(after));
        let (old_names, new_names) = (policy_names(old), policy_names(new));
        let mut pairs = pair_names(&old_names, &new_names, |place| {
            [*place as usize, place.is_identity().into()]
        });
        // As they stand afterwards, then what is gone.
        pairs.sort_by_key(|pair| (pair.new.is_none(), pair.new, pair.old));
        let both: Vec<_> = pairs.iter().filter_map(|pair| Some((pair.old?, pair.new?))).collect();
        let matched = pair_statements(old, new, &both);
        let entity = after.or(before).map(|it| it.name.text.clone()).unwrap_or_default();
        let sides = Policies {
            old,
            new,
            later: matched.iter().copied().collect(),
            earlier: matched.iter().map(|(old, new)| (*new, *old)).collect(),
            entity,
        };
        pairs.iter().filter_map(|pair| self.policy(&sides, pair.old, pair.new, &pair.how)).collect()
    }

    fn policy(
        &mut self,
        sides: &Policies<'_>,
        old: Option<usize>,
        new: Option<usize>,
        how: &How,
    ) -> Option<PolicyChange> {
        let before = old.and_then(|at| sides.old.get(at));
        let after = new.and_then(|at| sides.new.get(at));
        let place = after.or(before)?.place;
        let fields = match (before, after) {
            (Some(before), Some(after)) => {
                let mut fields = field::compare(&before.fields, &after.fields, self.only_files);
                if before.name.text != after.name.text {
                    let reason = "the role has it under any name";
                    fields.insert(0, renamed(&before.name, &after.name, Verdict::Same, reason));
                    self.note_stem(&place.to_string(), &before.name, &after.name, how);
                }
                if before.place != after.place {
                    fields.push(replaced(before, after));
                }
                fields
            }
            (None, after) => field::whole(&after?.fields, Change::Added, Verdict::Same),
            (before, None) => field::whole(&before?.fields, Change::Removed, Verdict::Same),
        };
        let mut totals = Totals::default();
        let mut statements = Vec::new();
        for (policy, form) in new.into_iter().zip(after) {
            for (statement, form) in form.statements.iter().enumerate() {
                let slot = Slot { policy, statement };
                let earlier = sides.earlier.get(&slot).copied();
                if let Some(change) = self.statement(sides, old, earlier, form) {
                    totals += &self.counter.count(
                        change.before.as_ref(),
                        change.after.as_ref(),
                        change.verdict,
                    );
                    statements.push(change);
                }
            }
        }
        for (policy, form) in old.into_iter().zip(before) {
            for (statement, form) in form.statements.iter().enumerate() {
                let later = sides.later.get(&Slot { policy, statement });
                match later {
                    None => {
                        let change = lone(form, Change::Removed);
                        totals += &self.counter.count(change.before.as_ref(), None, change.verdict);
                        statements.push(change);
                    }
                    Some(later) if Some(later.policy) != new => {
                        let name = sides.new.get(later.policy).map(|it| it.name.text.clone());
                        statements.push(StatementChange {
                            verdict: Verdict::Same,
                            elsewhere: Some(sides.elsewhere(name)),
                            ..lone(form, Change::Removed)
                        });
                    }
                    Some(_) => {}
                }
            }
        }
        let is_changed = before.is_some() != after.is_some();
        if !is_changed && fields.is_empty() && statements.is_empty() {
            return None;
        }
        let of_fields = fields.iter().map(|it| it.verdict);
        let name = |side: Option<&PolicyForm>| side.map(|policy| policy.name.text.clone());
        Some(PolicyChange {
            place,
            before: name(before),
            after: name(after),
            verdict: Verdict::all(statements.iter().map(|it| it.verdict).chain(of_fields)),
            statements,
            fields,
            totals,
        })
    }

    /// What differs at a statement of afterwards. `policy` is the policy before, `earlier` the statement.
    fn statement(
        &mut self,
        sides: &Policies<'_>,
        policy: Option<usize>,
        earlier: Option<Slot>,
        after: &StatementForm,
    ) -> Option<StatementChange> {
        let Some(earlier) = earlier else { return Some(lone(after, Change::Added)) };
        let from = sides.old.get(earlier.policy)?;
        let before = from.statements.get(earlier.statement)?;
        let elsewhere =
            (Some(earlier.policy) != policy).then(|| sides.elsewhere(Some(from.name.text.clone())));
        let is_same =
            before.content == after.content && before.statement.sid == after.statement.sid;
        let (verdict, elements) = if is_same && is_told_the_same(before, after) {
            (Verdict::Same, Vec::new())
        } else {
            scope::compare(before, after, &self.budget)
        };
        // What the elements do not tell one by one, a proof may tell of the whole.
        let verdict = match verdict {
            Verdict::Other => {
                let part = AccessPart::of(from.place);
                self.prover.of_statement(part, [before, after]).unwrap_or(Verdict::Other)
            }
            decided => decided,
        };
        if elements.is_empty() && elsewhere.is_none() {
            return None;
        }
        Some(StatementChange {
            before: Some(before.statement.clone()),
            after: Some(after.statement.clone()),
            verdict,
            elements,
            elsewhere,
        })
    }
}

fn is_told_the_same(before: &StatementForm, after: &StatementForm) -> bool {
    before.statement.purpose.as_str() == after.statement.purpose.as_str()
}

impl Policies<'_> {
    fn elsewhere(&self, policy: Option<String>) -> Elsewhere {
        let policy = policy.unwrap_or_default();
        Elsewhere { entity: self.entity.clone(), policy, same_entity: true }
    }
}

/// A statement that is there on one side only.
fn lone(form: &StatementForm, change: Change) -> StatementChange {
    use iam_core::policy::Effect;
    let statement = Some(form.statement.clone());
    let is_added = change == Change::Added;
    let verdict = match (form.statement.effect, is_added) {
        (Effect::Allow, true) | (Effect::Deny, false) => Verdict::Wider,
        (Effect::Allow, false) | (Effect::Deny, true) => Verdict::Narrower,
    };
    let (before, after) = if is_added { (None, statement) } else { (statement, None) };
    StatementChange { before, after, verdict, elements: Vec::new(), elsewhere: None }
}

fn renamed(before: &Name, after: &Name, verdict: Verdict, reason: &'static str) -> FieldChange {
    FieldChange {
        name: "name".to_owned(),
        verdict,
        change: Change::Changed,
        appear: vec![after.text.clone()],
        disappear: vec![before.text.clone()],
        reason,
    }
}

/// An inline policy that became a managed one, or the other way round.
fn replaced(before: &PolicyForm, after: &PolicyForm) -> FieldChange {
    FieldChange {
        name: "kind".to_owned(),
        verdict: Verdict::Same,
        change: Change::Changed,
        appear: vec![after.place.to_string()],
        disappear: vec![before.place.to_string()],
        reason: "inline and managed policies of a role count alike",
    }
}

/// Tells of statements that went from one role that they came to another.
fn link_across(entities: &mut [EntityChange]) {
    let mut gone: HashMap<String, Vec<(usize, usize, usize)>> = HashMap::new();
    let mut came = Vec::new();
    for (entity, change) in entities.iter().enumerate() {
        for (policy, change) in change.policies.iter().enumerate() {
            if !change.place.is_identity() {
                continue;
            }
            for (at, statement) in change.statements.iter().enumerate() {
                if statement.elsewhere.is_some() {
                    continue;
                }
                match (&statement.before, &statement.after) {
                    (Some(it), None) => {
                        gone.entry(canonical(it, true)).or_default().push((entity, policy, at));
                    }
                    (None, Some(it)) => came.push((canonical(it, true), (entity, policy, at))),
                    _ => {}
                }
            }
        }
    }
    // The last ones are taken first.
    for places in gone.values_mut() {
        places.reverse();
    }
    for (content, to) in came {
        let Some(places) = gone.get_mut(&content) else { continue };
        let Some(from) = places.pop_if(|from| from.0 != to.0) else { continue };
        let (Some(there), Some(here)) = (place(entities, from), place(entities, to)) else {
            continue;
        };
        for (at, elsewhere) in [(to, there), (from, here)] {
            let entity = entities.get_mut(at.0);
            let policy = entity.and_then(|entity| entity.policies.get_mut(at.1));
            if let Some(statement) = policy.and_then(|policy| policy.statements.get_mut(at.2)) {
                statement.elsewhere = Some(elsewhere);
            }
        }
    }
}

fn place(
    entities: &[EntityChange],
    (entity, policy, _): (usize, usize, usize),
) -> Option<Elsewhere> {
    let entity = entities.get(entity)?;
    let policy = entity.policies.get(policy)?;
    let name = |after: &Option<String>, before: &Option<String>| {
        after.clone().or(before.clone()).unwrap_or_default()
    };
    Some(Elsewhere {
        entity: name(&entity.after, &entity.before),
        policy: name(&policy.after, &policy.before),
        same_entity: false,
    })
}
