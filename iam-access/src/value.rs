//! Values of one condition key that pass some tests and fail others.

use crate::atom::{Atom, Class, Word, matches};
use crate::automaton::{example, is_empty};
use crate::budget::{Budget, Exhausted};
use crate::group::Group;
use crate::test::{
    Compiled, Kind, Known, Like, Values, booleans, filled, for_any_value, has_values, literal,
    six_fields, widened,
};
use iam_core::literal::{Decimal, Instant};
use iam_core::policy::{Comparison, SetQualifier};
use iam_core::registry::{self, ConditionKey, ValueType};
use std::collections::BTreeMap;
use std::net::IpAddr;

/// The account of a resource follows from it.
pub(crate) const RESOURCE_ACCOUNT: &str = "aws:resourceaccount";

/// What a request has for a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    Absent,
    One(String),
    Many(Vec<String>),
}

/// What a request has for its keys, by their lower case.
pub(crate) type HeldKeys = BTreeMap<String, Held>;

/// The value of a key that has one.
pub(crate) fn single(held: &HeldKeys, key: &str) -> Option<String> {
    match held.get(key) {
        Some(Held::One(value)) => Some(value.clone()),
        _ => None,
    }
}

/// What is known of the values that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sought {
    Found(Held),
    /// There is none.
    Nothing,
    /// There may be one that was not found.
    Unknown,
}

/// A test, and whether it is to pass.
pub(crate) type Asked<'t> = (&'t Compiled, bool);

/// A key as the registry has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyType {
    value_type: Option<ValueType>,
    multivalued: bool,
    /// Whether it is the account of the resource: always there, in twelve digits.
    is_owner: bool,
}

impl KeyType {
    pub(crate) fn of(key: &str) -> Self {
        let known = registry::condition_key(key);
        Self {
            is_owner: key == RESOURCE_ACCOUNT,
            value_type: known.map(ConditionKey::value_type),
            multivalued: known.is_some_and(ConditionKey::is_multivalued),
        }
    }
}

impl KeyType {
    /// Whether a request may be without it.
    pub(crate) fn may_be_absent(self) -> bool {
        !self.is_owner
    }

    /// Whether a request may have a set of values for it: of a key that the registry does not know nobody can tell.
    pub(crate) fn may_be_set(self) -> bool {
        self.multivalued || self.value_type.is_none()
    }

    fn takes_empty_text(self) -> bool {
        matches!(self.value_type, None | Some(ValueType::String | ValueType::Binary))
    }
}

/// What a request may have for the key. `may_be_absent` and `may_be_there` say what the rest of the
/// request leaves open.
pub(crate) fn find(
    key: KeyType,
    asked: &[Asked<'_>],
    (may_be_absent, may_be_there): (bool, bool),
    budget: &Budget,
) -> Result<Sought, Exhausted> {
    if may_be_absent
        && !key.is_owner
        && asked.iter().all(|(test, passes)| test.passes_absent() == *passes)
    {
        return Ok(Sought::Found(Held::Absent));
    }
    let refuses = asked.iter().any(
        |(test, passes)| matches!(test.kind, Kind::Null { present, .. } if present != *passes),
    );
    if !may_be_there || refuses {
        return Ok(Sought::Nothing);
    }
    if key.multivalued {
        return many(key, asked, budget);
    }
    let mut each = Vec::new();
    for (test, passes) in asked {
        if let Kind::Values(values) = &test.kind {
            // A set of one: it passes if its value does, save for the empty text.
            each.push((values, *passes, test.operator.qualifier));
        }
    }
    let values: Vec<_> = each.iter().map(|(values, passes, _)| (*values, *passes)).collect();
    let found = one(key, &values, budget)?;
    if let Sought::Found(Held::One(_)) = found {
        return Ok(found);
    }
    // The empty text passes `ForAllValues` and fails `ForAnyValue`, whatever they compare.
    let has_sets = each.iter().any(|(.., qualifier)| qualifier.is_some());
    if has_sets
        && key.takes_empty_text()
        && asked.iter().all(|(test, passes)| test.passes_one("") == *passes)
    {
        return Ok(Sought::Found(Held::One(String::new())));
    }
    // A key that the registry does not know may have a set of values.
    if found == Sought::Nothing && key.value_type.is_none() && has_sets {
        return many(key, asked, budget);
    }
    Ok(found)
}

/// A set of values.
fn many(key: KeyType, asked: &[Asked<'_>], budget: &Budget) -> Result<Sought, Exhausted> {
    let mut upper: Vec<(&Values, bool)> = Vec::new();
    let mut needed: Vec<(&Values, bool)> = Vec::new();
    for (test, passes) in asked {
        let Kind::Values(values) = &test.kind else { continue };
        match (test.operator.qualifier, *passes) {
            (Some(SetQualifier::ForAllValues), true) => upper.push((values, true)),
            (Some(SetQualifier::ForAllValues), false) => needed.push((values, false)),
            (Some(SetQualifier::ForAnyValue), true) => needed.push((values, true)),
            (Some(SetQualifier::ForAnyValue), false) => upper.push((values, false)),
            // Without a qualifier, a set never passes.
            (None, false) => {}
            (None, true) => return Ok(Sought::Nothing),
        }
    }
    let mut unknown = false;
    let mut set = Vec::new();
    let wanted: Vec<Vec<(&Values, bool)>> = if needed.is_empty() {
        vec![Vec::new()]
    } else {
        needed.into_iter().map(|one| vec![one]).collect()
    };
    for wanted in wanted {
        let all: Vec<_> = wanted.into_iter().chain(upper.iter().copied()).collect();
        match one(KeyType { multivalued: false, ..key }, &all, budget)? {
            Sought::Found(Held::One(value)) if !value.is_empty() => set.push(value),
            // No request has a set of nothing but empty text, though one would be as good as none.
            Sought::Nothing => return Ok(Sought::Nothing),
            _ => unknown = true,
        }
    }
    if unknown {
        return Ok(Sought::Unknown);
    }
    set.dedup();
    Ok(Sought::Found(Held::Many(set)))
}

/// One value that passes all of some tests and none of others.
fn one(key: KeyType, asked: &[(&Values, bool)], budget: &Budget) -> Result<Sought, Exhausted> {
    if asked.iter().any(|(values, passes)| *passes && values.negated && values.misfits) {
        return Ok(Sought::Nothing);
    }
    let bounds: usize = asked.iter().map(|(values, _)| values.bounds()).sum();
    budget.pay(asked.len() + 1 + bounds.saturating_mul(bounds))?;
    let is_open = asked.iter().any(|(values, _)| match &values.like {
        Like::Text { words, .. } => has_values(words),
        _ => false,
    });
    match key.value_type {
        Some(ValueType::Bool) if !is_open => {
            let mut all = ["true", "false"].into_iter();
            let found = all.find(|value| passes_all(asked, value));
            Ok(found.map_or(Sought::Nothing, |value| Sought::Found(Held::One(value.to_owned()))))
        }
        Some(ValueType::Numeric | ValueType::Date | ValueType::IpAddress) => {
            Ok(ordered(key.value_type, asked))
        }
        _ => text(key, asked, budget),
    }
}

fn passes_all(asked: &[(&Values, bool)], value: &str) -> bool {
    asked.iter().all(|(values, passes)| {
        // What a variable stands for is not known here: it may be anything.
        has_open(values) || values.accepts(value) == *passes
    })
}

fn has_open(values: &Values) -> bool {
    matches!(&values.like, Like::Text { words, .. } if has_values(words))
}

/// A number, a date or an address: of those that the tests tell apart, one of each.
fn ordered(value_type: Option<ValueType>, asked: &[(&Values, bool)]) -> Sought {
    let candidates = candidates(value_type, asked);
    let mut found = candidates.iter().filter(|value| is_of_type(value_type, value));
    if let Some(value) = found.find(|value| passes_all(asked, value)) {
        return Sought::Found(Held::One(value.clone()));
    }
    let fits = |values: &Values| match value_type {
        Some(ValueType::Numeric) => matches!(values.like, Like::Number(..)),
        Some(ValueType::Date) => matches!(values.like, Like::Date(..)),
        Some(ValueType::IpAddress) => matches!(values.like, Like::Network(_)),
        _ => false,
    };
    // Texts of numbers are not looked through, but where they are listed.
    let is_listed = |(values, passes): &(&Values, bool)| {
        let groups = values.groups(*passes).unwrap_or_default();
        groups.iter().any(|group| texts(group).is_some())
    };
    let is_exact = asked.iter().all(|(values, _)| fits(values)) || asked.iter().any(is_listed);
    if is_exact { Sought::Nothing } else { Sought::Unknown }
}

fn is_of_type(value_type: Option<ValueType>, value: &str) -> bool {
    match value_type {
        Some(ValueType::Numeric) => Decimal::parse(value).is_some(),
        Some(ValueType::Date) => Instant::parse(value).is_some(),
        Some(ValueType::IpAddress) => value.parse::<IpAddr>().is_ok(),
        _ => true,
    }
}

/// Of the numbers, dates and addresses that the tests tell apart, one of each; and the plain texts that
/// they name.
fn candidates(value_type: Option<ValueType>, asked: &[(&Values, bool)]) -> Vec<String> {
    let mut all = Vec::new();
    let mut numbers: Vec<&str> = Vec::new();
    let mut dates: Vec<Instant> = Vec::new();
    let mut networks = Vec::new();
    for (values, _) in asked {
        match &values.like {
            Like::Number(_, own) => numbers.extend(own.iter().map(|it| &**it)),
            Like::Date(_, own) => dates.extend(own),
            Like::Network(own) => networks.extend(own),
            Like::Text { words, .. } => all.extend(words.iter().filter_map(spelled)),
        }
    }
    if !numbers.is_empty() || value_type == Some(ValueType::Numeric) {
        let own = crate::scale::numbers(&numbers);
        // The same number in other words, for tests that look at the text.
        let whole = own.iter().filter(|number| !number.contains('.'));
        let others: Vec<_> = whole.flat_map(|it| [format!("{it}.0"), format!("{it}.00")]).collect();
        all.extend(own.into_iter().chain(others));
    }
    if !dates.is_empty() || value_type == Some(ValueType::Date) {
        all.extend(crate::scale::dates(&dates));
    }
    if value_type != Some(ValueType::IpAddress) {
        // A text may be a range, which lies in one of the policy's or in none.
        all.extend(networks.iter().map(ToString::to_string));
    }
    if !networks.is_empty() || value_type == Some(ValueType::IpAddress) {
        all.extend(crate::scale::addresses(&networks));
    }
    all
}

/// The texts that a value has to be one of, if they can be listed.
fn texts(group: &Group) -> Option<Vec<String>> {
    let is_plain = |word: &Word| word.iter().all(|atom| matches!(atom, Atom::Char(_)));
    let is_list = group.positive && group.words.iter().all(is_plain);
    is_list.then(|| group.words.iter().filter_map(spelled).collect())
}

fn is_in(group: &Group, value: &str) -> bool {
    group.words.iter().any(|word| matches(word, value)) == group.positive
}

/// The text that a word of nothing but characters is.
pub(crate) fn spelled(word: &Word) -> Option<String> {
    let each = word.iter().filter(|atom| **atom != Atom::Any(Class::Padding));
    each.map(|atom| match atom {
        Atom::Char(it) | Atom::Fold(it) => Some(*it),
        _ => None,
    })
    .collect()
}

/// A text.
fn text(key: KeyType, asked: &[(&Values, bool)], budget: &Budget) -> Result<Sought, Exhausted> {
    let universe: Vec<Word> = match key.value_type {
        _ if key.is_owner => vec![std::iter::repeat_n(Atom::One(Class::Digit), 12).collect()],
        // `arn` and five more fields.
        Some(ValueType::Arn) => vec![
            literal("arn")
                .iter()
                .chain(six_fields().get(1..).unwrap_or_default())
                .cloned()
                .collect(),
        ],
        Some(ValueType::Bool) => booleans(),
        _ => vec![Word::from([Atom::Any(Class::All)])],
    };
    let mut groups = vec![Group::some(universe)];
    let mut needs_type = false;
    for (values, passes) in asked {
        match values.groups(*passes) {
            Some(own) => groups.extend(own),
            None => return Ok(Sought::Nothing),
        }
        // A number, a date or an address has to be one to pass.
        needs_type |= !values.is_text() && *passes;
    }
    let has_other_types = asked.iter().any(|(values, _)| !values.is_text());
    if let Some(all) = groups.iter().skip(1).find_map(texts) {
        let others: usize = groups.iter().map(|group| group.words.len()).sum();
        budget.pay(all.len().saturating_mul(others) / 4)?;
        let is_one = |value: &String| groups.first().is_some_and(|it| is_in(it, value));
        let mut all = all.into_iter().filter(is_one);
        let found = all.find(|value| passes_all(asked, value));
        return Ok(found.map_or(Sought::Nothing, |value| Sought::Found(Held::One(value))));
    }
    let mut unknown = false;
    if !needs_type {
        for proof in for_any_value(&groups) {
            if is_empty(&proof, budget)? {
                return Ok(typed(key, asked, has_other_types));
            }
        }
        let mut widened = widened(&groups);
        // First something that can be read, that is not empty, and is no number or date.
        let some = Group::some(vec![Word::from([Atom::One(Class::All), Atom::Any(Class::All)])]);
        widened.push(some);
        let mut found = example(&widened, budget)?;
        if found.is_none() {
            widened.pop();
            found = example(&widened, budget)?;
        }
        match found {
            None => {}
            Some(value) if passes_all(asked, &value) => {
                return Ok(Sought::Found(Held::One(value)));
            }
            Some(_) => unknown = true,
        }
    }
    let found = typed(key, asked, has_other_types);
    Ok(if found == Sought::Nothing && unknown { Sought::Unknown } else { found })
}

/// As far as the tests of numbers, dates and addresses go, a value of these types.
fn typed(key: KeyType, asked: &[(&Values, bool)], has_other_types: bool) -> Sought {
    if !has_other_types {
        return Sought::Nothing;
    }
    let candidates = candidates(key.value_type, asked);
    if let Some(value) = candidates.into_iter().find(|value| passes_all(asked, value)) {
        return Sought::Found(Held::One(value));
    }
    let mut kinds: Vec<_> =
        asked.iter().map(|(values, _)| std::mem::discriminant(&values.like)).collect();
    kinds.dedup();
    if kinds.len() > 1 { Sought::Unknown } else { Sought::Nothing }
}

/// The tests with these values in place of variables.
pub(crate) fn with_values(test: &Compiled, known: &impl Fn(&str) -> Known) -> Compiled {
    let Kind::Values(values) = &test.kind else { return test.clone() };
    let Like::Text { words, domain } = &values.like else { return test.clone() };
    let mut words = filled(words, known);
    if test.operator.comparison == Comparison::Bool {
        let booleans = booleans();
        words.retain(|word| has_values(std::slice::from_ref(word)) || booleans.contains(word));
    }
    let like = Like::Text { words, domain: domain.clone() };
    let kind = Kind::Values(Values { like, ..values.clone() });
    Compiled { operator: test.operator, kind }
}
