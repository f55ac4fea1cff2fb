//! One key of a `Condition` and what it is compared with, as sets of values.

use crate::atom::{
    Atom, Class, Grammar, Variable, Word, arn_word, atoms, folded, limited, matches, plain,
};
use crate::group::Group;
use iam_core::literal::{Decimal, Instant, Network};
use iam_core::policy::{
    Comparison, ComparisonFamily, ConditionOperator, ConditionTest, SetQualifier, Version,
};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A test: equal ones ask the same of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Test {
    /// In lower case.
    pub(crate) key: Box<str>,
    pub(crate) operator: ConditionOperator,
    /// Sorted, each once.
    values: Box<[Box<str>]>,
    grammar: Grammar,
}

/// What one value is like.
#[derive(Clone, Debug)]
pub(crate) enum Like {
    /// Texts of which all are of the operator's type, or those that this group has.
    Text {
        words: Vec<Word>,
        domain: Option<Vec<Word>>,
    },
    Number(Order, Vec<Box<str>>),
    Date(Order, Vec<Instant>),
    Network(Vec<Network>),
}

/// How a value stands to one of the policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A test, ready to be asked.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) operator: ConditionOperator,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// Whether the key may be absent, and whether it may be there.
    Null {
        absent: bool,
        present: bool,
    },
    Values(Values),
}

/// The values that pass, one by one.
#[derive(Clone, Debug)]
pub(crate) struct Values {
    pub(crate) like: Like,
    pub(crate) negated: bool,
    /// Whether some value of the policy is not of the operator's type.
    pub(crate) misfits: bool,
}

impl Test {
    pub(crate) fn new(
        operator: ConditionOperator,
        test: &ConditionTest,
        version: Option<Version>,
    ) -> Self {
        let wildcards =
            matches!(operator.comparison, Comparison::StringLike | Comparison::StringNotLike)
                || operator.comparison.family() == ComparisonFamily::Arn;
        let mut values: Vec<Box<str>> = test.values.iter().map(|it| it.as_str().into()).collect();
        values.sort_unstable();
        values.dedup();
        let mut grammar = Grammar::of(version, wildcards);
        // Without any, both versions say the same.
        grammar.variables &= values.iter().any(|value| value.contains("${"));
        Self {
            key: test.key.as_str().to_ascii_lowercase().into(),
            operator,
            values: values.into(),
            grammar,
        }
    }

    pub(crate) fn compiled(&self) -> Compiled {
        let operator = self.operator;
        let comparison = operator.comparison;
        let texts = || self.values.iter().map(|value| &**value);
        if comparison.family() == ComparisonFamily::Null {
            let has = |wanted: &str| texts().any(|value| value.eq_ignore_ascii_case(wanted));
            let kind = Kind::Null { absent: has("true"), present: has("false") };
            return Compiled { operator, kind };
        }
        let mut understood = self.values.len();
        let like = match comparison.family() {
            ComparisonFamily::Numeric => {
                let numbers: Vec<Box<str>> =
                    texts().filter(|it| Decimal::parse(it).is_some()).map(Box::from).collect();
                understood = numbers.len();
                Like::Number(Order::of(comparison), numbers)
            }
            ComparisonFamily::Date => {
                let dates: Vec<_> = texts().filter_map(Instant::parse).collect();
                understood = dates.len();
                Like::Date(Order::of(comparison), dates)
            }
            ComparisonFamily::IpAddress => {
                let networks: Vec<_> = texts().filter_map(Network::parse).collect();
                understood = networks.len();
                Like::Network(networks)
            }
            ComparisonFamily::Arn => {
                let words: Vec<_> =
                    texts().filter_map(|text| arn_word(text, self.grammar)).collect();
                understood = words.len();
                Like::Text { words, domain: Some(vec![six_fields()]) }
            }
            ComparisonFamily::Bool => {
                let words: Vec<Word> = texts()
                    .map(|text| folded(atoms(text, self.grammar)))
                    .filter(|atoms| may_be_boolean(atoms))
                    .map(Word::from)
                    .collect();
                understood = words.len();
                Like::Text { words, domain: Some(booleans()) }
            }
            ComparisonFamily::Binary => {
                let word = |text: &str| {
                    let own = plain(text.trim_end_matches('='));
                    own.chain([Atom::Any(Class::Padding)]).collect()
                };
                Like::Text { words: texts().map(word).collect(), domain: None }
            }
            ComparisonFamily::String | ComparisonFamily::Null => {
                let ignore_case = matches!(
                    comparison,
                    Comparison::StringEqualsIgnoreCase | Comparison::StringNotEqualsIgnoreCase
                );
                let word = |text| {
                    let atoms = atoms(text, self.grammar);
                    Word::from(if ignore_case { folded(atoms) } else { atoms })
                };
                Like::Text { words: texts().map(word).collect(), domain: None }
            }
        };
        let misfits = understood < self.values.len();
        let negated = comparison.is_negated();
        Compiled { operator, kind: Kind::Values(Values { like, negated, misfits }) }
    }
}

impl Order {
    fn of(comparison: Comparison) -> Self {
        match comparison {
            Comparison::NumericLessThan | Comparison::DateLessThan => Self::Less,
            Comparison::NumericLessThanEquals | Comparison::DateLessThanEquals => Self::LessOrEqual,
            Comparison::NumericGreaterThan | Comparison::DateGreaterThan => Self::Greater,
            Comparison::NumericGreaterThanEquals | Comparison::DateGreaterThanEquals => {
                Self::GreaterOrEqual
            }
            _ => Self::Equal,
        }
    }

    fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

/// Text with five colons or more.
pub(crate) fn six_fields() -> Word {
    let field = [Atom::Any(Class::NoColon), Atom::Char(':')];
    let fields = field.iter().cloned().cycle().take(10);
    fields.chain([Atom::Any(Class::All)]).collect()
}

/// Text with four colons or fewer.
fn fewer_fields() -> impl Iterator<Item = Word> {
    (0..=4).map(|colons| {
        let field = [Atom::Any(Class::NoColon), Atom::Char(':')];
        field.iter().cloned().cycle().take(2 * colons + 1).collect()
    })
}

pub(crate) fn booleans() -> Vec<Word> {
    ["true", "false"].map(|text| folded(plain(text).collect()).into()).into()
}

fn may_be_boolean(atoms: &[Atom]) -> bool {
    let is_open = atoms.iter().any(|atom| matches!(atom, Atom::Value(_)));
    is_open || booleans().iter().any(|word| **word == *atoms)
}

fn has_value(word: &Word) -> bool {
    word.iter().any(|atom| matches!(atom, Atom::Value(_)))
}

/// The words with every variable taken for any text: they match what the words match, and more.
pub(crate) fn opened(words: &[Word]) -> Vec<Word> {
    let open = |word: &Word| -> Word {
        if !has_value(word) {
            return word.clone();
        }
        let open = |atom: &Atom| match atom {
            Atom::Value(_) => Atom::Any(Class::All),
            other => other.clone(),
        };
        word.iter().map(open).collect()
    };
    words.iter().map(open).collect()
}

/// The words without variables: they match what the words match, or less.
pub(crate) fn closed(words: &[Word]) -> Vec<Word> {
    words.iter().filter(|word| !has_value(word)).cloned().collect()
}

/// Whether a variable stands in one of them.
pub(crate) fn has_values(words: &[Word]) -> bool {
    words.iter().any(has_value)
}

impl Compiled {
    /// What it says of a request without the key.
    pub(crate) fn passes_absent(&self) -> bool {
        match &self.kind {
            Kind::Null { absent, .. } => *absent,
            Kind::Values(_) => self.operator.passes_without_key(),
        }
    }

    /// What it says of a request in which the key has this one value.
    pub(crate) fn passes_one(&self, value: &str) -> bool {
        match &self.kind {
            Kind::Null { present, .. } => *present,
            Kind::Values(values) => match self.operator.qualifier {
                Some(SetQualifier::ForAllValues) => value.is_empty() || values.accepts(value),
                Some(SetQualifier::ForAnyValue) => !value.is_empty() && values.accepts(value),
                None => values.accepts(value),
            },
        }
    }

    /// Lists of words of each of which a value has to match one, if there is any, for the test to pass or not to
    /// pass. `may_be_set` says whether a request may have several values.
    pub(crate) fn alternatives(&self, passes: bool, may_be_set: bool) -> Vec<Vec<Word>> {
        let Kind::Values(values) = &self.kind else { return Vec::new() };
        // With a qualifier it passes with no value, or with several.
        let is_one = self.operator.qualifier.is_none() && (passes || !may_be_set);
        if !is_one || !values.is_text() {
            return Vec::new();
        }
        let groups = values.groups(passes).unwrap_or_default();
        groups.into_iter().filter(|group| group.positive).map(|group| group.words).collect()
    }

    pub(crate) fn words(&self) -> &[Word] {
        match &self.kind {
            Kind::Values(Values { like: Like::Text { words, .. }, .. }) => words,
            _ => &[],
        }
    }
}

impl Values {
    /// Whether it passes, of words without variables.
    pub(crate) fn accepts(&self, value: &str) -> bool {
        if self.negated && self.misfits {
            return false;
        }
        self.is_like(value).is_some_and(|like| like != self.negated)
    }

    fn is_like(&self, value: &str) -> Option<bool> {
        let some = |words: &[Word]| words.iter().any(|word| matches(word, value));
        match &self.like {
            Like::Text { words, domain } => domain.as_deref().is_none_or(some).then(|| some(words)),
            Like::Number(order, numbers) => {
                let value = Decimal::parse(value)?;
                let mut numbers = numbers.iter().filter_map(|it| Decimal::parse(it));
                Some(numbers.any(|number| order.holds(value.cmp(&number))))
            }
            Like::Date(order, dates) => {
                let value = Instant::parse(value)?;
                Some(dates.iter().any(|date| order.holds(value.cmp(date))))
            }
            Like::Network(networks) => {
                let value = Network::parse(value)?;
                Some(networks.iter().any(|network| network.contains(value)))
            }
        }
    }

    /// The texts that pass, or those that do not, as groups that all have to hold; more than that, never
    /// fewer. None if no text does. Of operators on texts.
    pub(crate) fn groups(&self, passes: bool) -> Option<Vec<Group>> {
        let Like::Text { words, domain } = &self.like else { return Some(Vec::new()) };
        let of_type = domain.iter().map(|words| Group::some(words.clone()));
        Some(match (passes, self.negated) {
            (true, false) => of_type.chain([Group::some(words.clone())]).collect(),
            (true, true) if self.misfits => return None,
            (true, true) => of_type.chain([Group::none(words.clone())]).collect(),
            (false, false) => vec![Group::none(words.clone())],
            (false, true) if self.misfits => Vec::new(),
            (false, true) => {
                let other_types: Vec<Word> = match domain {
                    None => Vec::new(),
                    Some(_) => fewer_fields().collect(),
                };
                vec![Group::some(words.iter().cloned().chain(other_types).collect())]
            }
        })
    }

    /// How many numbers, dates or ranges it has.
    pub(crate) fn bounds(&self) -> usize {
        match &self.like {
            Like::Text { .. } => 0,
            Like::Number(_, numbers) => numbers.len(),
            Like::Date(_, dates) => dates.len(),
            Like::Network(networks) => networks.len(),
        }
    }

    pub(crate) fn is_text(&self) -> bool {
        matches!(self.like, Like::Text { .. })
    }
}

/// Patterns of which the value of a key matches one, by its lower case.
pub(crate) type Likes = BTreeMap<String, Vec<Word>>;

/// The groups with patterns in place of variables that match them: no request that they let through is left out.
pub(crate) fn narrowed(groups: &[Group], likes: &Likes) -> Vec<Group> {
    /// How many patterns one may become.
    const MOST: usize = 64;
    let narrow = |word: &Word| -> Vec<Word> {
        let mut all: Vec<Vec<Atom>> = vec![Vec::new()];
        for atom in word.iter() {
            let own = match atom {
                Atom::Value(variable) => likes.get(&*variable.key).map(|words| (variable, words)),
                _ => None,
            };
            match own.filter(|(_, words)| all.len() * words.len() <= MOST) {
                Some((variable, words)) => {
                    let own: Vec<_> = words.iter().map(|it| in_place_of(variable, it)).collect();
                    let with = |start: &Vec<Atom>| -> Vec<Vec<Atom>> {
                        own.iter().map(|end| [start.as_slice(), end].concat()).collect()
                    };
                    all = all.iter().flat_map(with).collect();
                }
                None => all.iter_mut().for_each(|it| it.push(atom.clone())),
            }
        }
        all.into_iter().map(Word::from).collect()
    };
    let narrow = |group: &Group| {
        if group.positive && has_values(&group.words) {
            Group::some(group.words.iter().flat_map(narrow).collect())
        } else {
            group.clone()
        }
    };
    groups.iter().map(narrow).collect()
}

fn in_place_of(variable: &Variable, word: &Word) -> Vec<Atom> {
    let own =
        if variable.in_field { limited(word.to_vec(), Class::NoColon) } else { word.to_vec() };
    if variable.folds { folded(own) } else { own }
}

/// The groups as a proof may take them: no request that they let through is left out.
pub(crate) fn widened(groups: &[Group]) -> Vec<Group> {
    let widen = |group: &Group| {
        let words = if group.positive { opened(&group.words) } else { closed(&group.words) };
        Group { positive: group.positive, words }
    };
    groups.iter().map(widen).collect()
}

/// Proofs for whatever values the variables have, one for each group with variables: it alone, without
/// what else has to hold.
pub(crate) fn for_any_value(groups: &[Group]) -> Vec<Vec<Group>> {
    let with_values = groups.iter().filter(|it| it.positive && has_values(&it.words));
    let excluded: Vec<_> = groups.iter().filter(|group| !group.positive).cloned().collect();
    with_values
        .map(|group| {
            let words = group.words.iter().map(before_values).collect();
            std::iter::once(Group::some(words)).chain(excluded.iter().cloned()).collect()
        })
        .collect()
}

/// The word with every `*` before a variable taken for any text: its value may begin with a colon.
fn before_values(word: &Word) -> Word {
    let is_value = |at: usize| matches!(word.get(at), Some(Atom::Value(_)));
    let widen = |(at, atom): (usize, &Atom)| match atom {
        Atom::Any(_) if is_value(at + 1) => Atom::Any(Class::All),
        other => other.clone(),
    };
    word.iter().enumerate().map(widen).collect()
}

/// What is known of the value of a variable.
pub(crate) enum Known {
    /// Nothing yet.
    Open,
    /// The request has no value for it.
    Absent,
    Value(String),
}

/// The words with what is known of variables in place of them; those of which one has no value are gone.
pub(crate) fn filled(words: &[Word], known: &impl Fn(&str) -> Known) -> Vec<Word> {
    let fill = |word: &Word| -> Option<Word> {
        if !has_value(word) {
            return Some(word.clone());
        }
        let mut atoms = Vec::new();
        for atom in word.iter() {
            let Atom::Value(variable) = atom else {
                atoms.push(atom.clone());
                continue;
            };
            let text = match known(&variable.key) {
                Known::Open => {
                    atoms.push(atom.clone());
                    continue;
                }
                Known::Absent => variable.default.as_deref().map(str::to_owned)?,
                Known::Value(text) => text,
            };
            if variable.in_field && text.contains(':') {
                return None;
            }
            let own: Vec<_> = plain(&text).collect();
            atoms.extend(if variable.folds { folded(own) } else { own });
        }
        Some(atoms.into())
    };
    words.iter().filter_map(fill).collect()
}

/// A word of characters.
pub(crate) fn literal(text: &str) -> Word {
    Arc::from(plain(text).collect::<Vec<_>>())
}
