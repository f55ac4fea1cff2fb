//! Patterns that are read once and matched often.

use super::atom::Atom;
use super::cover::covers_atoms;
use super::greedy::{Step, char_len, greedy};
use super::overlap::common_of_atoms;
use super::piece::{Piece, pieces};
use std::borrow::Cow;

/// How a pattern is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "all that a pattern may have")]
pub struct Grammar {
    /// Whether `*` and `?` are wildcards.
    pub wildcards: bool,
    /// Whether `${ … }` are variables and escapes.
    pub variables: bool,
}

/// A pattern, read.
///
/// # Examples
///
/// ```
/// use iam_language::pattern::{Grammar, Pattern};
/// let grammar = Grammar { wildcards: true, variables: true };
/// let home = Pattern::new("home/${aws:username, 'nobody'}/*", grammar);
/// assert!(home.matches("home/ann/mail", |variable| Some("ann").filter(|_| variable.key() == "aws:username")));
/// assert!(home.matches("home/nobody/mail", |variable| variable.default()));
/// ```
///
/// Source: [policy variables](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Literal(Box<str>),
    Parts(Box<[Part]>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(Box<str>),
    One,
    Any,
    Variable(Variable),
}

/// A variable of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    key: Box<str>,
    default: Option<Box<str>>,
}

impl Variable {
    /// Of `aws:username`, or `aws:username, 'nobody'`.
    fn new(name: &str) -> Self {
        let (key, default) = match name.split_once(',') {
            Some((key, default)) => (key, Some(default.trim())),
            None => (name, None),
        };
        let default = default.map(|default| {
            let quoted = default.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
            quoted.unwrap_or(default).into()
        });
        Self { key: key.trim().to_ascii_lowercase().into(), default }
    }

    /// The condition key of which it has the value, in lower case.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Its value where the request has no such key.
    #[must_use]
    pub fn default(&self) -> Option<&str> {
        self.default.as_deref()
    }
}

impl Pattern {
    /// Reads `text`.
    #[must_use]
    pub fn new(text: &str, grammar: Grammar) -> Self {
        let is_plain = |byte: u8| match byte {
            b'*' | b'?' => !grammar.wildcards,
            b'$' => !grammar.variables,
            _ => true,
        };
        if text.bytes().all(is_plain) {
            return Self(Kind::Literal(text.into()));
        }
        let mut reader = Reader { parts: Vec::new(), text: String::new() };
        if grammar.variables {
            for piece in pieces(text) {
                match piece {
                    Piece::Text(text) | Piece::Escaped(text) => reader.text.push_str(text),
                    Piece::Wildcard { one } => {
                        reader.wildcards(if one { "?" } else { "*" }, grammar);
                    }
                    Piece::Unclosed(text) => reader.wildcards(text, grammar),
                    Piece::Variable { name } | Piece::Parameter { name } => {
                        reader.push(Part::Variable(Variable::new(name)));
                    }
                }
            }
        } else {
            reader.wildcards(text, grammar);
        }
        Self(reader.finish())
    }

    /// The text that stands for itself, or the pattern if it has wildcards or variables.
    ///
    /// # Errors
    ///
    /// It is no text alone.
    pub fn into_literal(self) -> Result<Box<str>, Self> {
        match self.0 {
            Kind::Literal(text) => Ok(text),
            kind @ Kind::Parts(_) => Err(Self(kind)),
        }
    }

    /// The text that stands for itself, if it has neither wildcards nor variables.
    #[must_use]
    pub fn literal(&self) -> Option<&str> {
        match &self.0 {
            Kind::Literal(text) => Some(text),
            Kind::Parts(_) => None,
        }
    }

    /// Its variables, in order.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        let parts = match &self.0 {
            Kind::Literal(_) => &[][..],
            Kind::Parts(parts) => parts,
        };
        parts.iter().filter_map(|part| match part {
            Part::Variable(variable) => Some(variable),
            _ => None,
        })
    }

    /// Whether it matches the whole of `text`. Wildcards in values are text; a pattern with a variable that
    /// has no value matches nothing.
    #[must_use]
    pub fn matches<'v>(
        &'v self,
        text: &str,
        value: impl Fn(&'v Variable) -> Option<&'v str>,
    ) -> bool {
        let parts = match &self.0 {
            Kind::Literal(literal) => return **literal == *text,
            Kind::Parts(parts) => parts,
        };
        let text = text.as_bytes();
        let takes = |literal: &str, at| {
            let is_here = text.get(at..).is_some_and(|rest| rest.starts_with(literal.as_bytes()));
            if is_here { Step::Takes(literal.len()) } else { Step::Fails }
        };
        greedy(parts, text.len(), |part, at| match part {
            Part::Any => Step::Star,
            Part::One => Step::Takes(char_len(text, at)),
            Part::Text(literal) => takes(literal, at),
            Part::Variable(variable) => value(variable).map_or(Step::Fails, |it| takes(it, at)),
        })
    }

    /// As [`matches`](Self::matches), where the text has fields that colons part: a `*` takes colons only if
    /// it ends its field (if `:`, `*` or nothing follows it), and `?` takes none.
    ///
    /// Takes `O(pattern × text)` time and `O(text)` space.
    ///
    /// Source: [`Resource`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
    #[must_use]
    pub fn matches_across_fields<'v>(
        &'v self,
        text: &str,
        value: impl Fn(&'v Variable) -> Option<&'v str>,
    ) -> bool {
        let parts = match &self.0 {
            Kind::Literal(literal) => return **literal == *text,
            Kind::Parts(parts) => parts,
        };
        let text = text.as_bytes();
        // Where in the text the parts so far may end.
        let mut reached = vec![false; text.len() + 1];
        if let Some(start) = reached.first_mut() {
            *start = true;
        }
        for (place, part) in parts.iter().enumerate() {
            let mut next = vec![false; text.len() + 1];
            if let Part::Any = part {
                let rest = parts.get(place + 1..).unwrap_or_default();
                let crosses = ends_field(rest, &value);
                let mut is_open = false;
                for (at, (reached, next)) in reached.iter().zip(&mut next).enumerate() {
                    is_open |= reached;
                    *next = is_open;
                    is_open &= crosses || text.get(at) != Some(&b':');
                }
            } else {
                let literal = match part {
                    Part::Text(literal) => Some(&**literal),
                    Part::Variable(variable) => match value(variable) {
                        Some(value) => Some(value),
                        None => return false,
                    },
                    Part::One | Part::Any => None,
                };
                for (at, _) in reached.iter().enumerate().filter(|(_, reached)| **reached) {
                    let rest = text.get(at..).unwrap_or_default();
                    let taken = match literal {
                        Some(literal) => {
                            rest.starts_with(literal.as_bytes()).then_some(literal.len())
                        }
                        None => {
                            rest.first().filter(|byte| **byte != b':').map(|_| char_len(text, at))
                        }
                    };
                    if let Some(next) = taken.and_then(|taken| next.get_mut(at + taken)) {
                        *next = true;
                    }
                }
            }
            reached = next;
        }
        reached.last() == Some(&true)
    }

    /// The one text that it matches, with values in place of variables; none if it has wildcards, or if a
    /// variable has no value.
    #[must_use]
    pub fn text<'v>(
        &'v self,
        value: impl Fn(&'v Variable) -> Option<&'v str>,
    ) -> Option<Cow<'v, str>> {
        let parts = match &self.0 {
            Kind::Literal(literal) => return Some(Cow::Borrowed(literal)),
            Kind::Parts(parts) => parts,
        };
        let texts = parts.iter().map(|part| match part {
            Part::Text(text) => Some(&**text),
            Part::Variable(variable) => value(variable),
            Part::One | Part::Any => None,
        });
        texts.collect::<Option<String>>().map(Cow::Owned)
    }

    /// Whether it matches every text that `inner` matches, with the same values of variables.
    ///
    /// As [`covers`](super::covers) tells of texts. Variables are the same whose key and default are.
    #[must_use]
    pub fn covers(&self, inner: &Self) -> bool {
        self == inner || covers_atoms(&self.atoms(), &inner.atoms(), |o, i| o == i)
    }

    /// A text that both match, if there is one: variables may stand for any text, as
    /// [`common`](super::common) takes them.
    #[must_use]
    pub fn common(&self, other: &Self) -> Option<String> {
        common_of_atoms(&self.atoms(), &other.atoms())
    }

    fn atoms(&self) -> Vec<Atom<'_>> {
        let parts = match &self.0 {
            Kind::Literal(literal) => return literal.chars().map(Atom::Char).collect(),
            Kind::Parts(parts) => parts,
        };
        let mut atoms = Vec::new();
        for part in parts {
            match part {
                Part::Text(text) => atoms.extend(text.chars().map(Atom::Char)),
                Part::One => atoms.push(Atom::One),
                Part::Any => atoms.push(Atom::Any),
                Part::Variable(it) => atoms.push(Atom::Named(&it.key, it.default.as_deref())),
            }
        }
        atoms
    }
}

/// Whether a star before `rest` ends its field.
fn ends_field<'v>(rest: &'v [Part], value: impl Fn(&'v Variable) -> Option<&'v str>) -> bool {
    for part in rest {
        let text = match part {
            Part::Any => return true,
            Part::One => return false,
            Part::Text(text) => text,
            Part::Variable(variable) => value(variable).unwrap_or_default(),
        };
        if !text.is_empty() {
            return text.starts_with(':');
        }
    }
    true
}

/// Gathers the parts of a pattern.
struct Reader {
    parts: Vec<Part>,
    /// What stands for itself since the last part.
    text: String,
}

impl Reader {
    /// Text in which `*` and `?` are wildcards, if the grammar has any.
    fn wildcards(&mut self, text: &str, grammar: Grammar) {
        for character in text.chars() {
            match character {
                '*' if grammar.wildcards => self.push(Part::Any),
                '?' if grammar.wildcards => self.push(Part::One),
                _ => self.text.push(character),
            }
        }
    }

    fn push(&mut self, part: Part) {
        self.end_text();
        self.parts.push(part);
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.parts.push(Part::Text(std::mem::take(&mut self.text).into()));
        }
    }

    fn finish(mut self) -> Kind {
        if self.parts.is_empty() {
            return Kind::Literal(self.text.into());
        }
        self.end_text();
        Kind::Parts(self.parts.into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::words;
    use super::super::{common, covers, matches};
    use super::{Grammar, Pattern, Variable};

    const ALL: Grammar = Grammar { wildcards: true, variables: true };

    fn value(variable: &Variable) -> Option<&str> {
        match variable.key() {
            "a:empty" => Some(""),
            "a:star" => Some("*"),
            "a:colon" => Some(":"),
            _ => variable.default(),
        }
    }

    /// Every short pattern against every short text, as the words of AWS define a match.
    #[test]
    fn patterns_match_as_their_definition_says() {
        fn defined(pattern: &[&str], text: &[char], fields: bool) -> bool {
            let Some((first, rest)) = pattern.split_first() else { return text.is_empty() };
            let takes = |at: usize| defined(rest, &text[at..], fields);
            let free = |character: &&char| !fields || **character != ':';
            match *first {
                "*" => {
                    let mut next = rest.iter().filter(|it| **it != "${a:empty}");
                    let crosses =
                        next.next().is_none_or(|it| matches!(*it, "*" | ":" | "${a:colon}"));
                    let most = text.iter().take_while(|it| crosses || free(it)).count();
                    (0..=most).any(takes)
                }
                "?" => text.first().is_some_and(|it| free(&it)) && takes(1),
                "${a:empty}" => takes(0),
                "${a:star}" | "${*}" => text.first() == Some(&'*') && takes(1),
                "${a:colon}" => text.first() == Some(&':') && takes(1),
                "${a:none}" => false,
                literal => text.first().copied() == literal.chars().next() && takes(1),
            }
        }
        let letters =
            ["a", "é", ":", "?", "*", "${a:empty}", "${a:star}", "${a:colon}", "${*}", "${a:none}"];
        let texts = words(&["a", "é", ":", "*"], 4);
        for places in words(&["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], 3) {
            let parts = places.bytes().map(|place| letters[usize::from(place - b'0')]);
            let parts: Vec<&str> = parts.collect();
            let pattern = Pattern::new(&parts.concat(), ALL);
            for text in &texts {
                let characters: Vec<char> = text.chars().collect();
                let wanted = [false, true].map(|fields| defined(&parts, &characters, fields));
                let found =
                    [pattern.matches(text, value), pattern.matches_across_fields(text, value)];
                assert_eq!(found, wanted, "{parts:?} {text}");
            }
        }
    }

    #[test]
    fn a_grammar_tells_what_is_plain_text() {
        let text = "${a:b, ' c '}*";
        let old = Pattern::new(text, Grammar { wildcards: false, variables: false });
        assert_eq!(old.literal(), Some(text));
        let plain = Pattern::new(text, Grammar { wildcards: false, variables: true });
        assert_eq!(plain.text(value).as_deref(), Some(" c *"));
        assert_eq!(plain.variables().map(Variable::key).collect::<Vec<_>>(), ["a:b"]);
        assert_eq!(Pattern::new(text, ALL).text(value), None);
        assert_eq!(Pattern::new("${x", ALL).into_literal().as_deref(), Ok("${x"));
    }

    #[test]
    fn what_is_read_covers_and_meets_as_text_does() {
        let all = words(&["a", "?", "*", "${a:b}"], 3);
        for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
            let [a, b] = [one, other].map(|text| Pattern::new(text, ALL));
            assert_eq!(a.covers(&b), covers(one, other), "{one} {other}");
            assert_eq!(a.common(&b), common(one, other), "{one} {other}");
        }
        assert!(matches("*", "") && Pattern::new("*", ALL).matches("", value));
    }
}
