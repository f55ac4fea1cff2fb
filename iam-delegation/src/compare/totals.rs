//! How many permissions appear and disappear.

use super::form::{Permissions, PolicyForm, PolicyPlace};
use super::verdict::Verdict;
use iam_core::policy::{ActionElement, ActionPattern, Effect, Statement};
use iam_core::registry::{self, AccessLevel, Action};
use std::collections::{BTreeSet, HashMap};
use std::ops::AddAssign;
use std::rc::Rc;
use std::sync::OnceLock;

/// Permissions that appear and disappear. A permission is an action of AWS that a statement allows;
/// an action that two statements allow counts twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// Permissions that come.
    pub appear: AccessLevels,
    /// Permissions that go.
    pub disappear: AccessLevels,
    /// Actions that a statement newly denies.
    pub denials_appear: AccessLevels,
    /// Actions that a statement denies no more.
    pub denials_disappear: AccessLevels,
    /// Statements that came.
    pub statements_added: usize,
    /// Statements that went.
    pub statements_removed: usize,
    /// Statements that changed and match as much as before.
    pub same: usize,
    /// Statements that changed and make access narrower.
    pub narrower: usize,
    /// Statements that changed and make access wider.
    pub wider: usize,
    /// Statements that changed in another way.
    pub other: usize,
    /// Services of which something is allowed for the first time. Only of the whole comparison.
    pub new_services: Vec<String>,
    /// Services of which nothing is allowed any more. Only of the whole comparison.
    pub gone_services: Vec<String>,
    /// Whether so many wildcards had to be looked up that some count as one permission.
    pub is_cut_short: bool,
}

/// How many permissions, by access level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AccessLevels {
    /// Learn which resources exist.
    pub list: usize,
    /// Read what resources hold.
    pub read: usize,
    /// Change only tags.
    pub tagging: usize,
    /// Create, change or delete resources.
    pub write: usize,
    /// Change who may do what.
    pub permissions_management: usize,
    /// Entries that match no action that we know.
    pub unknown: usize,
}

impl AccessLevels {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> usize {
        self.named().iter().map(|(_, count)| count).sum()
    }

    /// Each with its name in JSON.
    pub(super) fn named(&self) -> [(&'static str, usize); 6] {
        [
            ("list", self.list),
            ("read", self.read),
            ("tagging", self.tagging),
            ("write", self.write),
            ("permissions_management", self.permissions_management),
            ("unknown", self.unknown),
        ]
    }

    fn slot(&mut self, level: AccessLevel) -> &mut usize {
        match level {
            AccessLevel::List => &mut self.list,
            AccessLevel::Read => &mut self.read,
            AccessLevel::Tagging => &mut self.tagging,
            AccessLevel::Write => &mut self.write,
            AccessLevel::PermissionsManagement => &mut self.permissions_management,
            _ => &mut self.unknown,
        }
    }
}

impl AddAssign for AccessLevels {
    fn add_assign(&mut self, other: Self) {
        self.list += other.list;
        self.read += other.read;
        self.tagging += other.tagging;
        self.write += other.write;
        self.permissions_management += other.permissions_management;
        self.unknown += other.unknown;
    }
}

impl AddAssign<&Self> for Totals {
    fn add_assign(&mut self, other: &Self) {
        self.appear += other.appear;
        self.disappear += other.disappear;
        self.denials_appear += other.denials_appear;
        self.denials_disappear += other.denials_disappear;
        self.statements_added += other.statements_added;
        self.statements_removed += other.statements_removed;
        self.same += other.same;
        self.narrower += other.narrower;
        self.wider += other.wider;
        self.other += other.other;
        self.is_cut_short |= other.is_cut_short;
    }
}

/// Looks up what wildcards match, each list of actions once.
#[derive(Debug)]
pub(super) struct Counter {
    known: HashMap<(bool, BTreeSet<String>), Rc<Matched>>,
    /// How many actions may still be looked up.
    left: usize,
}

/// The actions that an element matches.
#[derive(Debug, Default)]
struct Matched {
    /// By place in memory: a registry has each action once. Sorted.
    actions: Vec<(usize, AccessLevel)>,
    /// Entries that match no action.
    unknown: BTreeSet<String>,
    is_cut_short: bool,
}

impl Counter {
    /// Enough for a thousand statements about everything.
    const MOST: usize = 25_000_000;
    /// What looking through every service costs.
    const ALL: usize = 25_000;

    pub(super) fn new() -> Self {
        Self { known: HashMap::new(), left: Self::MOST }
    }

    /// What the change of a statement does.
    pub(super) fn count(
        &mut self,
        before: Option<&Statement>,
        after: Option<&Statement>,
        verdict: Verdict,
    ) -> Totals {
        let mut totals = Totals::default();
        match (before, after) {
            (None, _) => totals.statements_added = 1,
            (_, None) => totals.statements_removed = 1,
            _ => match verdict {
                Verdict::Same => totals.same = 1,
                Verdict::Narrower => totals.narrower = 1,
                Verdict::Wider => totals.wider = 1,
                Verdict::Other => totals.other = 1,
            },
        }
        if let (Some(before), Some(after)) = (before, after)
            && (before.effect, &before.action) == (after.effect, &after.action)
        {
            return totals;
        }
        let nothing = || Rc::new(Matched::default());
        for effect in [Effect::Allow, Effect::Deny] {
            let mut matched = |statement: Option<&Statement>| {
                let statement = statement.filter(|statement| statement.effect == effect);
                statement.map_or_else(nothing, |statement| self.matched(&statement.action))
            };
            let (was, is) = (matched(before), matched(after));
            totals.is_cut_short |= was.is_cut_short || is.is_cut_short;
            let (appear, disappear) = (is.beyond(&was), was.beyond(&is));
            if effect == Effect::Allow {
                (totals.appear, totals.disappear) = (appear, disappear);
            } else {
                (totals.denials_appear, totals.denials_disappear) = (appear, disappear);
            }
        }
        totals
    }

    fn matched(&mut self, element: &ActionElement) -> Rc<Matched> {
        let is_negated = matches!(element, ActionElement::NotAction(_));
        let entries = element.patterns().iter().map(|it| it.as_str().to_ascii_lowercase());
        let key = (is_negated, entries.collect::<BTreeSet<_>>());
        if let Some(known) = self.known.get(&key) {
            return Rc::clone(known);
        }
        let mut matched = self.listed(&key.1);
        if is_negated {
            matched.actions = difference(everything(), &matched.actions).collect();
            matched.unknown.clear();
        }
        let matched = Rc::new(matched);
        self.known.insert(key, Rc::clone(&matched));
        matched
    }

    fn listed(&mut self, entries: &BTreeSet<String>) -> Matched {
        let mut matched = Matched::default();
        if entries.contains("*") {
            matched.actions = everything().to_vec();
            return matched;
        }
        for entry in entries {
            let prefix = entry.split_once(':').map_or(entry.as_str(), |(prefix, _)| prefix);
            let cost = match registry::service(prefix) {
                Some(service) => service.actions().len(),
                None if prefix.contains(['*', '?']) => Self::ALL,
                None => 1,
            };
            let Some(left) = self.left.checked_sub(cost) else {
                matched.unknown.insert(entry.clone());
                matched.is_cut_short = true;
                continue;
            };
            self.left = left;
            let before = matched.actions.len();
            matched.actions.extend(registry::actions_matching(entry).map(place));
            if matched.actions.len() == before {
                matched.unknown.insert(entry.clone());
            }
        }
        matched.actions.sort_unstable();
        matched.actions.dedup();
        matched
    }
}

/// Every action that there is. Sorted.
fn everything() -> &'static [(usize, AccessLevel)] {
    static ALL: OnceLock<Vec<(usize, AccessLevel)>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: Vec<_> = registry::actions_matching("*").map(place).collect();
        all.sort_unstable();
        all
    })
}

fn place(action: &'static Action) -> (usize, AccessLevel) {
    (std::ptr::from_ref(action).addr(), action.access_level())
}

impl Matched {
    /// What `other` does not match.
    fn beyond(&self, other: &Self) -> AccessLevels {
        let mut levels = AccessLevels::default();
        for (_, level) in difference(&self.actions, &other.actions) {
            *levels.slot(level) += 1;
        }
        levels.unknown += self.unknown.difference(&other.unknown).count();
        levels
    }
}

/// Those of `all`, in order, that `others` does not have.
fn difference<'m>(
    all: &'m [(usize, AccessLevel)],
    others: &'m [(usize, AccessLevel)],
) -> impl Iterator<Item = (usize, AccessLevel)> + 'm {
    let mut rest = others;
    all.iter().copied().filter(move |it| {
        while let [first, tail @ ..] = rest
            && first < it
        {
            rest = tail;
        }
        rest.first() != Some(it)
    })
}

/// The services of which something is allowed; `*` for all of them.
pub(super) fn services(permissions: &Permissions) -> BTreeSet<String> {
    let policies = permissions.entities.iter().flat_map(|entity| &entity.policies);
    let policies = policies.filter(|policy| policy.place != PolicyPlace::Trust);
    policies.flat_map(services_of).collect()
}

fn services_of(policy: &PolicyForm) -> impl Iterator<Item = String> {
    let statements = policy.statements.iter().map(|form| &form.statement);
    let allow = statements.filter(|statement| statement.effect == Effect::Allow);
    allow.flat_map(|statement| {
        let prefix = |pattern: &ActionPattern| match pattern.split() {
            Some((prefix, _)) => prefix.to_ascii_lowercase(),
            None => "*".to_owned(),
        };
        match &statement.action {
            ActionElement::Action(patterns) => patterns.iter().map(prefix).collect(),
            ActionElement::NotAction(_) => vec!["*".to_owned()],
        }
    })
}

/// Those of the first that the second has not; none if the second has all.
pub(super) fn services_beyond(these: &BTreeSet<String>, others: &BTreeSet<String>) -> Vec<String> {
    if others.contains("*") {
        return Vec::new();
    }
    let is_new = |service: &&String| !others.contains(*service);
    these.iter().filter(is_new).cloned().collect()
}
