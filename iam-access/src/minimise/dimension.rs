//! The lists of a statement whose entries are alternatives: what may be merged, and split.

use iam_core::policy::{
    ActionElement, ActionPattern, Comparison, ConditionBlock, ConditionOperator, ConditionTest,
    ConditionValue, List, Principal, PrincipalElement, PrincipalGroup, ResourceElement,
    SetQualifier, Statement,
};
use std::borrow::Cow;
use std::fmt;

/// A list of a statement. One with some of the entries, and one with the others, together say what the
/// statement says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Dimension {
    Action,
    Resource,
    Principal,
    /// The values of a test, by the places of its block and of itself.
    Value {
        block: usize,
        test: usize,
    },
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Action => "actions",
            Self::Resource => "resources",
            Self::Principal => "principals",
            Self::Value { .. } => "values of one condition key",
        })
    }
}

impl Dimension {
    /// Those of a statement. `NotAction`, `NotResource` and `NotPrincipal` are none: of two of them only what
    /// is in both lists is left out.
    pub(super) fn of(statement: &Statement) -> Vec<Self> {
        let mut all = Vec::new();
        if matches!(statement.action, ActionElement::Action(_)) {
            all.push(Self::Action);
        }
        if matches!(statement.resource, Some(ResourceElement::Resource(_))) {
            all.push(Self::Resource);
        }
        let listed =
            matches!(statement.principal, Some(PrincipalElement::Principal(Principal::Listed(_))));
        if listed {
            all.push(Self::Principal);
        }
        for (block, it) in statement.conditions.iter().enumerate() {
            if has_alternatives(it.operator) {
                all.extend((0..it.tests.len()).map(|test| Self::Value { block, test }));
            }
        }
        all
    }

    /// How many entries the list has.
    pub(super) fn len(self, statement: &Statement) -> usize {
        match self {
            Self::Action => statement.action.patterns().len(),
            Self::Resource => statement.resource.as_ref().map_or(0, |it| it.patterns().len()),
            Self::Principal => groups(statement).iter().map(|it| it.identifiers.len()).sum(),
            Self::Value { block, test } => {
                test_of(statement, block, test).map_or(0, |it| it.values.len())
            }
        }
    }

    /// The statement with only those entries whose places `keep` wants.
    pub(super) fn part(self, statement: &Statement, keep: impl Fn(usize) -> bool) -> Statement {
        let mut part = statement.clone();
        match self {
            Self::Action => {
                if let ActionElement::Action(list) = &mut part.action {
                    *list = kept(list, &keep);
                }
            }
            Self::Resource => {
                if let Some(ResourceElement::Resource(list)) = &mut part.resource {
                    *list = kept(list, &keep);
                }
            }
            Self::Principal => {
                let mut start = 0;
                let mut all = Vec::new();
                for group in groups(statement) {
                    let identifiers = kept(&group.identifiers, &|at| keep(start + at));
                    start += group.identifiers.len();
                    if !identifiers.is_empty() {
                        all.push(PrincipalGroup { identifiers, ..group.clone() });
                    }
                }
                part.principal = Some(PrincipalElement::Principal(Principal::Listed(all.into())));
            }
            Self::Value { block, test } => {
                let block = part.conditions.to_mut().get_mut(block);
                if let Some(test) = block.and_then(|it| it.tests.to_mut().get_mut(test)) {
                    test.values = kept(&test.values, &keep);
                }
            }
        }
        part
    }

    /// Adds the entries of another statement that are not there yet; `from` is where it has them.
    pub(super) fn add(self, into: &mut Statement, other: &Statement, from: Self) {
        match (self, from) {
            (Self::Action, _) => {
                if let ActionElement::Action(list) = &mut into.action {
                    append(list, other.action.patterns(), |a, b| a == b);
                }
            }
            (Self::Resource, _) => {
                if let (Some(ResourceElement::Resource(list)), Some(other)) =
                    (&mut into.resource, &other.resource)
                {
                    append(list, other.patterns(), |a, b| a == b);
                }
            }
            (Self::Principal, _) => {
                let mut all = groups(into).to_vec();
                for group in groups(other) {
                    let same = |it: &&mut PrincipalGroup| it.principal_type == group.principal_type;
                    match all.iter_mut().find(same) {
                        Some(own) => {
                            append(&mut own.identifiers, &group.identifiers, |a, b| a == b);
                        }
                        None => all.push(group.clone()),
                    }
                }
                into.principal = Some(PrincipalElement::Principal(Principal::Listed(all.into())));
            }
            (Self::Value { block, test }, Self::Value { block: from_block, test: from_test }) => {
                let Some(other) = test_of(other, from_block, from_test) else { return };
                let block = into.conditions.to_mut().get_mut(block);
                if let Some(own) = block.and_then(|it| it.tests.to_mut().get_mut(test)) {
                    append(&mut own.values, &other.values, |a, b| a.as_str() == b.as_str());
                }
            }
            (Self::Value { .. }, _) => {}
        }
    }

    /// All that a statement says but for this list: statements of which that is equal can be merged.
    pub(super) fn rest(self, statement: &Statement) -> String {
        let principal = match &statement.principal {
            Some(PrincipalElement::Principal(Principal::Listed(_))) if self == Self::Principal => {
                "~".to_owned()
            }
            element => format!("{:?}", element.as_ref().map(principals)),
        };
        let action = if self == Self::Action { None } else { Some(actions(&statement.action)) };
        let resource = match &statement.resource {
            Some(_) if self == Self::Resource => None,
            element => Some(element.as_ref().map(resources)),
        };
        let mut without = Vec::new();
        let mut own = None;
        for (at, block) in statement.conditions.iter().enumerate() {
            for (place, test) in block.tests.iter().enumerate() {
                if self == (Self::Value { block: at, test: place }) {
                    own = Some((block.operator.to_string(), key(test)));
                } else {
                    without.push(of_test(block, test));
                }
            }
        }
        without.sort_unstable();
        without.dedup();
        let kind = std::mem::discriminant(&self);
        let effect = statement.effect;
        format!("{kind:?}{effect:?}{principal}{action:?}{resource:?}{own:?}{without:?}")
    }
}

/// Whether a request that passes with one of several values passes for that, and for nothing else.
///
/// Not so for `ForAllValues`, where each value of the request may be another of the policy's, nor for operators
/// that negate. Of numbers and dates that are compared by order one value says it all: such lists are not
/// made longer.
fn has_alternatives(operator: ConditionOperator) -> bool {
    operator.qualifier != Some(SetQualifier::ForAllValues)
        && matches!(
            operator.comparison,
            Comparison::StringEquals
                | Comparison::StringEqualsIgnoreCase
                | Comparison::StringLike
                | Comparison::NumericEquals
                | Comparison::DateEquals
                | Comparison::BinaryEquals
                | Comparison::IpAddress
                | Comparison::ArnEquals
                | Comparison::ArnLike
        )
}

/// The principals that a statement names by their types.
pub(super) fn groups(statement: &Statement) -> &[PrincipalGroup] {
    match &statement.principal {
        Some(PrincipalElement::Principal(Principal::Listed(groups))) => groups,
        _ => &[],
    }
}

fn test_of(statement: &Statement, block: usize, test: usize) -> Option<&ConditionTest> {
    statement.conditions.get(block)?.tests.get(test)
}

fn kept<T: Clone>(list: &List<T>, keep: &impl Fn(usize) -> bool) -> List<T> {
    let all = list.iter().enumerate().filter(|(at, _)| keep(*at));
    Cow::Owned(all.map(|(_, it)| it.clone()).collect())
}

fn append<T: Clone>(list: &mut List<T>, more: &[T], same: impl Fn(&T, &T) -> bool) {
    for item in more {
        if !list.iter().any(|it| same(it, item)) {
            list.to_mut().push(item.clone());
        }
    }
}

fn sorted(mut texts: Vec<Cow<'_, str>>) -> Vec<Cow<'_, str>> {
    texts.sort_unstable();
    texts.dedup();
    texts
}

/// An action's element, whatever the order and the case.
fn actions(element: &ActionElement) -> (bool, Vec<Cow<'_, str>>) {
    let lower = |it: &ActionPattern| it.as_str().to_ascii_lowercase();
    let texts = element.patterns().iter().map(|it| Cow::Owned(lower(it))).collect();
    (matches!(element, ActionElement::NotAction(_)), sorted(texts))
}

fn resources(element: &ResourceElement) -> (bool, Vec<Cow<'_, str>>) {
    let texts = element.patterns().iter().map(|it| Cow::Borrowed(it.as_str())).collect();
    (matches!(element, ResourceElement::NotResource(_)), sorted(texts))
}

/// Who is named, whatever the order; none: everyone.
pub(super) fn principals(element: &PrincipalElement) -> (bool, Option<Vec<Cow<'_, str>>>) {
    let not = matches!(element, PrincipalElement::NotPrincipal(_));
    let Principal::Listed(groups) = element.principal() else { return (not, None) };
    let each = groups.iter().flat_map(|group| {
        group.identifiers.iter().map(|it| Cow::Owned(format!("{}:{it}", group.principal_type)))
    });
    (not, Some(sorted(each.collect())))
}

fn key(test: &ConditionTest) -> String {
    test.key.as_str().to_ascii_lowercase()
}

/// A test, whatever the order of its values.
pub(super) fn of_test(block: &ConditionBlock, test: &ConditionTest) -> String {
    let values = test.values.iter().map(|it: &ConditionValue| Cow::Borrowed(it.as_str()));
    format!("{} {:?} {:?}", block.operator, key(test), sorted(values.collect()))
}
