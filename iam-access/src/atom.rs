//! Patterns as sequences of atoms: what a set of texts is made of.

use iam_core::pattern::{Piece, pieces};
use iam_core::policy::Version;
use std::sync::Arc;

/// Which characters a wildcard takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    All,
    NoColon,
    /// Neither colons nor slashes.
    Segment,
    Digit,
    /// `=`, which ends text of base 64.
    Padding,
}

impl Class {
    pub(crate) fn takes(self, character: char) -> bool {
        match self {
            Self::All => true,
            Self::NoColon => character != ':',
            Self::Segment => !matches!(character, ':' | '/'),
            Self::Digit => character.is_ascii_digit(),
            Self::Padding => character == '=',
        }
    }

    /// Whether it takes all that the other takes.
    fn covers(self, other: Self) -> bool {
        match self {
            Self::All => true,
            Self::NoColon => other != Self::All,
            Self::Segment => !matches!(other, Self::All | Self::NoColon),
            Self::Digit | Self::Padding => other == self,
        }
    }
}

/// A policy variable: its key in lower case, and what stands for a key that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Variable {
    pub(crate) key: Box<str>,
    pub(crate) default: Option<Box<str>>,
    /// Whether the case of its value does not count.
    pub(crate) folds: bool,
    /// Whether it stands in a field that takes no colon.
    pub(crate) in_field: bool,
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Atom {
    Char(char),
    /// Any character of which this is the lower case.
    Fold(char),
    One(Class),
    Any(Class),
    /// The value of a variable, whatever it is.
    Value(Arc<Variable>),
}

/// A pattern.
pub(crate) type Word = Arc<[Atom]>;

/// How a policy writes its patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Grammar {
    pub(crate) wildcards: bool,
    pub(crate) variables: bool,
}

impl Grammar {
    /// Source: [`Version`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html)
    pub(crate) fn of(version: Option<Version>, wildcards: bool) -> Self {
        Self { wildcards, variables: version == Some(Version::V2012_10_17) }
    }
}

/// Characters that stand for themselves.
pub(crate) fn plain(text: &str) -> impl Iterator<Item = Atom> {
    text.chars().map(Atom::Char)
}

/// What a pattern matches as a whole text.
pub(crate) fn atoms(text: &str, grammar: Grammar) -> Vec<Atom> {
    let mut atoms = Vec::with_capacity(text.len());
    let push = |atoms: &mut Vec<Atom>, text: &str| {
        atoms.extend(text.chars().map(|character| match character {
            '*' if grammar.wildcards => Atom::Any(Class::All),
            '?' if grammar.wildcards => Atom::One(Class::All),
            other => Atom::Char(other),
        }));
    };
    if !grammar.variables {
        push(&mut atoms, text);
        return atoms;
    }
    for piece in pieces(text) {
        match piece {
            Piece::Wildcard { one } => push(&mut atoms, if one { "?" } else { "*" }),
            Piece::Text(text) | Piece::Escaped(text) => atoms.extend(plain(text)),
            Piece::Unclosed(text) => push(&mut atoms, text),
            Piece::Variable { name } | Piece::Parameter { name } => {
                atoms.push(Atom::Value(Arc::new(variable(name))));
            }
        }
    }
    atoms
}

/// `aws:username`, or `aws:username, 'nobody'`.
fn variable(name: &str) -> Variable {
    let (key, default) = match name.split_once(',') {
        Some((key, default)) => (key, Some(default.trim())),
        None => (name, None),
    };
    let unquoted = |default: &str| -> Box<str> {
        let quoted = default.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        quoted.unwrap_or(default).into()
    };
    let key = key.trim().to_ascii_lowercase().into();
    Variable { key, default: default.map(unquoted), folds: false, in_field: false }
}

/// The same text in any case.
pub(crate) fn folded(atoms: Vec<Atom>) -> Vec<Atom> {
    let fold = |atom| match atom {
        // It alone has a lower case of two characters, which others have, too: nothing is known of it.
        Atom::Char(character @ ('\u{130}' | '\u{307}')) => {
            let (key, default) = (format!("{character}:letter").into(), None);
            vec![Atom::Value(Arc::new(Variable { key, default, folds: true, in_field: false }))]
        }
        Atom::Char(character) => character.to_lowercase().map(Atom::Fold).collect::<Vec<_>>(),
        Atom::Value(variable) => {
            vec![Atom::Value(Arc::new(Variable { folds: true, ..(*variable).clone() }))]
        }
        other => vec![other],
    };
    atoms.into_iter().flat_map(fold).collect()
}

/// The entry of a `Resource`: every ARN, or those that some word matches.
///
/// Field by field; and as a whole, where a `*` takes colons if it ends its field.
///
/// Source: [`Resource`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
pub(crate) fn resource_words(text: &str, grammar: Grammar) -> Option<Vec<Word>> {
    if !text.is_empty() && text.bytes().all(|byte| byte == b'*') {
        return None;
    }
    let whole = crossing(&atoms(text, grammar));
    let Some(fields) = split(text, grammar.variables) else { return Some(vec![whole.into()]) };
    let by_field: Word = by_field(fields, grammar).into();
    let may_span = fields.iter().take(5).any(|field| field.ends_with('*') || has_value(field));
    Some(if may_span { vec![by_field, whole.into()] } else { vec![by_field] })
}

fn has_value(field: &str) -> bool {
    field.contains("${")
}

/// A value of an operator on ARNs, which compares six fields; none if it has fewer.
pub(crate) fn arn_word(text: &str, grammar: Grammar) -> Option<Word> {
    split(text, grammar.variables).map(|fields| by_field(fields, grammar).into())
}

fn by_field(fields: [&str; 6], grammar: Grammar) -> Vec<Atom> {
    let mut word = Vec::new();
    for (place, field) in fields.into_iter().enumerate() {
        if place > 0 {
            word.push(Atom::Char(':'));
        }
        let atoms = atoms(field, grammar);
        if place == 5 {
            word.extend(atoms);
        } else {
            word.extend(limited(atoms, Class::NoColon));
        }
    }
    word
}

/// The same with wildcards that take no more than `class`.
pub(crate) fn limited(atoms: Vec<Atom>, class: Class) -> Vec<Atom> {
    let limit = |own: Class| if own == Class::All { class } else { own };
    let each = atoms.into_iter().map(|atom| match atom {
        Atom::One(own) => Atom::One(limit(own)),
        Atom::Any(own) => Atom::Any(limit(own)),
        Atom::Value(variable) => {
            Atom::Value(Arc::new(Variable { in_field: true, ..(*variable).clone() }))
        }
        other => other,
    });
    each.collect()
}

/// Wildcards that take no colon, but for a `*` that ends its field.
fn crossing(atoms: &[Atom]) -> Vec<Atom> {
    let ends_field =
        |at: usize| matches!(atoms.get(at + 1), None | Some(Atom::Char(':') | Atom::Any(_)));
    let each = atoms.iter().enumerate().map(|(at, atom)| match atom {
        Atom::Any(_) if ends_field(at) => Atom::Any(Class::All),
        Atom::Any(_) => Atom::Any(Class::NoColon),
        Atom::One(_) => Atom::One(Class::NoColon),
        other => other.clone(),
    });
    each.collect()
}

/// The six fields of a pattern; colons of variables part none.
fn split(text: &str, variables: bool) -> Option<[&str; 6]> {
    let mut fields = [""; 6];
    let mut start = 0;
    let mut slots = fields.iter_mut();
    let mut at = 0;
    let mut left = 5;
    while left > 0 {
        let rest = text.get(at..)?;
        let step = rest.find([':', '$'])?;
        let place = at + step;
        if variables && text.get(place..)?.starts_with("${") {
            at = match text.get(place..)?.find('}') {
                Some(close) => place + close + 1,
                None => place + 2,
            };
            continue;
        }
        if text.as_bytes().get(place) == Some(&b':') {
            *slots.next()? = text.get(start..place)?;
            start = place + 1;
            left -= 1;
        }
        at = place + 1;
    }
    *slots.next()? = text.get(start..)?;
    Some(fields)
}

/// How many pairs of atoms are held beside each other: of longer words nothing is plain to see.
pub(crate) const PLAIN: usize = 1 << 20;

/// Whether every text that `inner` matches is matched by `outer`, as far as that is plain to see.
pub(crate) fn plainly_covers(outer: &[Atom], inner: &[Atom]) -> bool {
    if outer.len().saturating_mul(inner.len()) > PLAIN {
        return false;
    }
    let (mut o, mut i) = (0, 0);
    let mut retry: Option<(usize, usize, Class)> = None;
    while let Some(atom) = inner.get(i) {
        match outer.get(o) {
            Some(Atom::Any(class)) => {
                o += 1;
                retry = Some((o, i, *class));
                continue;
            }
            Some(wanted) if stands_for(wanted, atom) => {
                (o, i) = (o + 1, i + 1);
                continue;
            }
            _ => {}
        }
        let Some((after, from, class)) = retry else { return false };
        if !inner.get(from).is_some_and(|atom| star_takes(class, atom)) {
            return false;
        }
        retry = Some((after, from + 1, class));
        (o, i) = (after, from + 1);
    }
    outer.get(o..).unwrap_or_default().iter().all(|atom| matches!(atom, Atom::Any(_)))
}

fn star_takes(class: Class, atom: &Atom) -> bool {
    match atom {
        Atom::Char(character) => class.takes(*character),
        Atom::One(other) | Atom::Any(other) => class.covers(*other),
        Atom::Fold(_) | Atom::Value(_) => class == Class::All,
    }
}

/// Whether one atom of a pattern takes all that the other, a single character, may be.
fn stands_for(outer: &Atom, inner: &Atom) -> bool {
    match (outer, inner) {
        (Atom::Char(a), Atom::Char(b)) | (Atom::Fold(a), Atom::Fold(b)) => a == b,
        (Atom::Fold(a), Atom::Char(b)) => is_lower_of(*a, *b),
        (Atom::One(class), Atom::Char(b)) => class.takes(*b),
        (Atom::One(class), Atom::One(other)) => class.covers(*other),
        (Atom::Value(a), Atom::Value(b)) => stands_for_value(a, b),
        _ => false,
    }
}

/// Whether a variable has the value of another one, wherever that has any.
pub(crate) fn stands_for_value(outer: &Variable, inner: &Variable) -> bool {
    outer.key == inner.key
        && (inner.default.is_none() || outer.default == inner.default)
        && (outer.folds || !inner.folds)
        && (inner.in_field || !outer.in_field)
}

/// Whether `lower` alone is the lower case of the character.
pub(crate) fn is_lower_of(lower: char, character: char) -> bool {
    let mut all = character.to_lowercase();
    all.next() == Some(lower) && all.next().is_none()
}

/// Whether the pattern, which has no variables, matches the whole text.
pub(crate) fn matches(word: &[Atom], text: &str) -> bool {
    // What stands before the first wildcard tells most apart.
    let mut characters = text.chars();
    let mut rest = word;
    while let Some((first, others)) = rest.split_first() {
        let fits = match first {
            Atom::Char(own) => characters.next() == Some(*own),
            Atom::Fold(lower) => characters.next().is_some_and(|it| is_lower_of(*lower, it)),
            _ => break,
        };
        if !fits {
            return false;
        }
        rest = others;
    }
    match rest {
        [] => characters.next().is_none(),
        [Atom::Any(class)] => characters.all(|it| class.takes(it)),
        _ => matches_rest(rest, characters.as_str()),
    }
}

fn matches_rest(word: &[Atom], text: &str) -> bool {
    // What stands behind the last wildcard tells much, too.
    if let (Some(Atom::Char(own)), Some(last)) = (word.last(), text.chars().next_back())
        && *own != last
    {
        return false;
    }
    if word.len() < 64 {
        return matches_short(word, text);
    }
    let mut reached = vec![false; word.len() + 1];
    let mut next = reached.clone();
    let close = |reached: &mut Vec<bool>| {
        for (at, atom) in word.iter().enumerate() {
            if matches!(atom, Atom::Any(_)) && reached.get(at) == Some(&true) {
                set(reached, at + 1);
            }
        }
    };
    set(&mut reached, 0);
    close(&mut reached);
    for character in text.chars() {
        next.fill(false);
        for (at, atom) in word.iter().enumerate() {
            if reached.get(at) != Some(&true) {
                continue;
            }
            match atom {
                Atom::Any(class) if class.takes(character) => set(&mut next, at),
                Atom::One(class) if class.takes(character) => set(&mut next, at + 1),
                Atom::Char(own) if *own == character => set(&mut next, at + 1),
                Atom::Fold(lower) if is_lower_of(*lower, character) => set(&mut next, at + 1),
                _ => {}
            }
        }
        close(&mut next);
        std::mem::swap(&mut reached, &mut next);
    }
    reached.last() == Some(&true)
}

/// The same of a word whose places fit into the bits of a number.
fn matches_short(word: &[Atom], text: &str) -> bool {
    // A `*` may stand for nothing.
    let closed = |at: usize| {
        let stars = word.iter().skip(at).take_while(|it| matches!(it, Atom::Any(_))).count();
        (at..=at + stars).fold(0_u64, |bits, at| bits | (1 << at))
    };
    let mut reached = closed(0);
    for character in text.chars() {
        let mut next = 0;
        let mut rest = reached;
        while rest != 0 {
            let at = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            next |= match word.get(at) {
                Some(Atom::Any(class)) if class.takes(character) => closed(at),
                Some(Atom::One(class)) if class.takes(character) => closed(at + 1),
                Some(Atom::Char(own)) if *own == character => closed(at + 1),
                Some(Atom::Fold(lower)) if is_lower_of(*lower, character) => closed(at + 1),
                _ => 0,
            };
        }
        if next == 0 {
            return false;
        }
        reached = next;
    }
    reached >> word.len() & 1 == 1
}

fn set(flags: &mut [bool], at: usize) {
    if let Some(flag) = flags.get_mut(at) {
        *flag = true;
    }
}
