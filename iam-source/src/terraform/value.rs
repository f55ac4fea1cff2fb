//! Values of Terraform's language, as far as they are known before anything is applied.

use super::place::{Place, Spots};
use crate::fingerprint::Fingerprint;
use std::rc::Rc;

/// A value and where it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Val {
    /// Where it is written.
    pub(crate) place: Place,
    /// Where another file refers to it, if one does.
    pub(crate) seen: Option<Place>,
    /// What it is.
    pub(crate) kind: Kind,
    /// How many values are nested in it, on the longest way.
    depth: u16,
    /// How many there are in all, long texts counted as several.
    size: u32,
}

/// How many bytes a text may have: a longer one is not known, and who makes one may stop there.
pub(crate) const LONGEST_TEXT: usize = 1 << 20;

/// How large a value may be: larger ones are not known. What is there once and used often counts each time.
const MAX_SIZE: u32 = 1 << 18;

/// How the name of what is beyond a bound begins: what that is, nobody tells.
pub(crate) const TOO: &str = "too.";

/// How deep values nest: deeper ones are not known. So none is too deep to be walked through or dropped.
const MAX_DEPTH: u16 = 160;

/// What a [`Val`] is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it would be printed.
    Number(Rc<str>),
    /// A string, parts of which may not be known.
    Text(Rc<Text>),
    /// A list, a tuple or a set. An item that is not known may stand for any number of them.
    List(Rc<[Val]>),
    /// A map or an object.
    Object(Rc<[Entry]>),
    /// A string: the JSON of this value.
    Json(Rc<Val>),
    /// Not known.
    Unknown(Unknown),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its name.
    pub(crate) key: Rc<Text>,
    /// Where that is written.
    pub(crate) key_place: Place,
    /// Its value.
    pub(crate) value: Val,
}

/// What is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unknown {
    /// How it is spelled in a tree: letters, digits, underscores and full stops. What has the same name is the same.
    pub(crate) name: Rc<str>,
    /// What would be needed, in words.
    pub(crate) what: Rc<str>,
    /// It is known to be one text.
    pub(crate) text: bool,
    /// It is known to be a name: without `/`, `:` and wildcards.
    pub(crate) is_name: bool,
    /// It stands for each of several, none of which it is.
    pub(crate) is_each: bool,
}

/// A string.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_field_names, reason = "a text and what is known of it")]
pub(crate) struct Text {
    /// Its characters; what is not known is `${name}`.
    pub(crate) text: String,
    /// Where they stand.
    pub(crate) spots: Spots,
    /// What in it is not known, in order.
    pub(crate) gaps: Vec<Gap>,
}

/// What is not known in a [`Text`].
#[derive(Clone, Debug)]
pub(crate) struct Gap {
    /// The byte at which its `${` stands.
    pub(crate) at: usize,
    /// Where it is written.
    pub(crate) place: Place,
    /// What it is.
    pub(crate) unknown: Unknown,
}

impl Text {
    /// A known text, all of it from this place.
    pub(crate) fn known(text: impl Into<String>, place: Place) -> Self {
        Self { text: text.into(), spots: Spots::whole(place), gaps: Vec::new() }
    }

    /// A text that is not known at all.
    pub(crate) fn gap(unknown: Unknown, place: Place) -> Self {
        let mut text = Self::known("", place);
        text.push_unknown(unknown, place);
        text
    }

    /// Goes on with another.
    pub(crate) fn push(&mut self, other: &Self) {
        let at = self.text.len();
        self.spots.append(at, &other.spots);
        self.gaps.extend(other.gaps.iter().map(|gap| Gap { at: at + gap.at, ..gap.clone() }));
        self.text.push_str(&other.text);
    }

    /// The bytes from `start` up to `end`.
    pub(crate) fn part(&self, start: usize, end: usize) -> Self {
        let from = self.gaps.partition_point(|gap| gap.at < start);
        let gaps = self.gaps.iter().skip(from).take_while(|gap| gap.at < end);
        Self {
            text: self.text.get(start..end).unwrap_or_default().to_owned(),
            spots: self.spots.part(start, end),
            gaps: gaps.map(|gap| Gap { at: gap.at - start, ..gap.clone() }).collect(),
        }
    }

    /// Goes on with a known text that was put in at `place`.
    pub(crate) fn push_known(&mut self, text: &str, place: Place) {
        self.spots.put_in(self.text.len(), place);
        self.text.push_str(text);
    }

    /// Goes on with something that is not known.
    pub(crate) fn push_unknown(&mut self, unknown: Unknown, place: Place) {
        let at = self.text.len();
        self.spots.put_in(at, place);
        self.text.push_str("${");
        self.text.push_str(&unknown.name);
        self.text.push('}');
        self.gaps.push(Gap { at, place, unknown });
    }

    /// The same text, all of it put in at `place`.
    pub(crate) fn at(&self, place: Place) -> Self {
        let gaps = self.gaps.iter().map(|gap| Gap { place, ..gap.clone() }).collect();
        Self { text: self.text.clone(), spots: Spots::whole(place), gaps }
    }

    /// All of it, if all is known.
    pub(crate) fn as_known(&self) -> Option<&str> {
        self.gaps.is_empty().then_some(self.text.as_str())
    }
}

impl Unknown {
    /// What is needed where an object has no such member.
    pub(crate) const MISSING: &str = "a member that is not there";

    /// Something that is needed, under a name that is made fit for a tree: another one for each other name.
    pub(crate) fn new(name: &str, what: impl Into<Rc<str>>) -> Self {
        Self { name: hole_name(name).into(), what: what.into(), ..Self::nameless() }
    }

    fn nameless() -> Self {
        let nothing: Rc<str> = "".into();
        Self {
            name: Rc::clone(&nothing),
            what: nothing,
            text: false,
            is_name: false,
            is_each: false,
        }
    }

    /// Something that is needed, called so, and told from others that are by a fingerprint.
    pub(crate) fn told_apart(name: &str, by: &str, what: impl Into<Rc<str>>) -> Self {
        let name = format!("{}.{by}", readable(name)).into();
        Self { name, what: what.into(), ..Self::nameless() }
    }

    /// The same, known to be one text.
    pub(crate) fn one_text(self) -> Self {
        Self { text: true, ..self }
    }

    /// An attribute of it.
    pub(crate) fn member(&self, name: &str) -> Self {
        let name = format!("{}{}", self.name, indexed(name));
        Self { is_each: self.is_each, ..Self::new(&name, Rc::clone(&self.what)) }
    }

    /// The same, known to be a name.
    pub(crate) fn named(self, is_name: bool) -> Self {
        Self { is_name, ..self }
    }
}

/// An index of a name, as it is written behind it: `.x`, `.0`, `["x-y"]`.
pub(crate) fn indexed(name: &str) -> String {
    if is_word(name) { format!(".{name}") } else { format!("[{name:?}]") }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
}

/// A name as it can stand in a tree. Where it says all that the name says, it is nothing else; and otherwise it is
/// told from those of other names by a fingerprint.
fn hole_name(text: &str) -> String {
    const LONGEST: usize = 120;
    let is_plain = text.len() <= LONGEST && text.split('.').all(is_word);
    if is_plain || text.starts_with("AWS::") {
        return text.to_owned();
    }
    format!("{}.{}", readable(text), Fingerprint::of(text))
}

/// Letters, digits, underscores and full stops of a text, none of them doubled; not too many.
fn readable(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut name = String::new();
    for part in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')) {
        if part.is_empty() {
            continue;
        }
        if name.len() + part.len() > LONGEST {
            break;
        }
        if !name.is_empty() {
            name.push('.');
        }
        name.push_str(part);
    }
    if name.is_empty() { "unknown".to_owned() } else { name }
}

/// Depth and size of what holds these.
fn nested<'v>(values: impl Iterator<Item = &'v Val>) -> (u16, u32) {
    values.fold((1, 1), |(depth, size), value| {
        (depth.max(value.depth + 1), size.saturating_add(value.size))
    })
}

impl Val {
    /// A value that is written there.
    pub(crate) fn new(place: Place, kind: Kind) -> Self {
        let (depth, size) = match &kind {
            Kind::List(items) => nested(items.iter()),
            Kind::Object(entries) => nested(entries.iter().map(|entry| &entry.value)),
            // As a string within a string it has each quote and each backslash escaped once more.
            Kind::Json(value) => (value.depth + 1, value.size.saturating_mul(2)),
            Kind::Text(text) if text.text.len() > LONGEST_TEXT => {
                let what = format!("a text of at most {LONGEST_TEXT} bytes");
                return Self::unknown(Unknown::new("too.long", what).one_text(), place);
            }
            Kind::Text(text) => (0, u32::try_from(text.text.len() / 16 + 1).unwrap_or(u32::MAX)),
            _ => (0, 1),
        };
        if depth > MAX_DEPTH {
            let what = format!("a value that nests no more than {MAX_DEPTH} levels");
            return Self::unknown(Unknown::new("too.deep", what), place);
        }
        if size > MAX_SIZE {
            return Self::unknown(Unknown::new("too.large", "a value that is not so large"), place);
        }
        Self { place, seen: None, kind, depth, size }
    }

    /// `null`
    pub(crate) fn null(place: Place) -> Self {
        Self::new(place, Kind::Null)
    }

    /// A known text.
    pub(crate) fn text(text: impl Into<String>, place: Place) -> Self {
        Self::new(place, Kind::Text(Rc::new(Text::known(text, place))))
    }

    /// A list.
    pub(crate) fn list(items: Vec<Self>, place: Place) -> Self {
        Self::new(place, Kind::List(items.into()))
    }

    /// An object.
    pub(crate) fn object(entries: Vec<Entry>, place: Place) -> Self {
        Self::new(place, Kind::Object(entries.into()))
    }

    /// Something that is not known.
    pub(crate) fn unknown(unknown: Unknown, place: Place) -> Self {
        Self::new(place, Kind::Unknown(unknown))
    }

    /// How many values there are in it.
    pub(crate) fn size(&self) -> usize {
        self.size as usize
    }

    /// Something else in the same place.
    pub(crate) fn with(&self, kind: Kind) -> Self {
        Self { seen: self.seen, ..Self::new(self.place, kind) }
    }

    /// The same, referred to at `place`.
    pub(crate) fn seen_at(self, place: Place) -> Self {
        if self.place.file == place.file { self } else { Self { seen: Some(place), ..self } }
    }

    /// The items of a list; none of anything else.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.kind {
            Kind::List(items) => items,
            _ => &[],
        }
    }

    /// The items of a list, or this alone unless it is null.
    pub(crate) fn items_or_self(&self) -> &[Self] {
        match &self.kind {
            Kind::List(items) => items,
            Kind::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The members of an object; none of anything else.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.kind {
            Kind::Object(entries) => entries,
            _ => &[],
        }
    }

    /// The member of this name.
    pub(crate) fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries().iter().rfind(|entry| entry.key.text == name)
    }

    /// The value of the member of this name, unless it is null.
    pub(crate) fn member(&self, name: &str) -> Option<&Self> {
        self.entry(name).map(|entry| &entry.value).filter(|value| !value.is_null())
    }

    /// Whether this is `null`.
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// What is not known, if that is all of it.
    pub(crate) fn as_unknown(&self) -> Option<&Unknown> {
        match &self.kind {
            Kind::Unknown(unknown) => Some(unknown),
            _ => None,
        }
    }

    /// The characters, if this is a text that is known.
    pub(crate) fn as_known_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => text.as_known(),
            _ => None,
        }
    }
}

impl Entry {
    /// Before the name of a member that may be there or not, of which only the holes are told.
    const LEFT_OUT: char = '\u{f8fd}';

    /// The same, left out of what is written.
    pub(crate) fn left_out(&self) -> Self {
        let key = Text::known(format!("{}{}", Self::LEFT_OUT, self.key.text), self.key_place);
        Self { key: Rc::new(key), ..self.clone() }
    }

    /// Whether it is left out.
    pub(crate) fn is_left_out(&self) -> bool {
        self.key.text.starts_with(Self::LEFT_OUT)
    }

    /// A member whose name is known.
    pub(crate) fn known(key: &str, key_place: Place, value: Val) -> Self {
        Self { key: Rc::new(Text::known(key, key_place)), key_place, value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_holes_can_stand_in_a_tree() {
        let name = |text| Unknown::new(text, "").name.to_string();
        for plain in ["AWS::Region", "var.stage", "aws_s3_bucket.b.x.arn", "aws_s3_bucket.b.0.arn"]
        {
            assert_eq!(name(plain), plain);
        }
        let told_apart = name("aws_s3_bucket.b[\"x-y\"].arn");
        assert!(told_apart.starts_with("aws_s3_bucket.b.x.y.arn."), "{told_apart}");
        assert!(name("…").starts_with("unknown."));
        assert!(name(&"a.".repeat(1000)).len() <= 160);
    }

    #[test]
    fn no_two_have_the_same_name() {
        let long = "a.".repeat(100);
        let texts = ["b.x.y", "b[\"x-y\"]", "b[\"x.y\"]", "b.x-y", "b[*].y", "f(x, 1)", "f(x, -1)"];
        let texts = texts.iter().map(|it| (*it).to_owned());
        let names = texts.chain([format!("{long}a"), format!("{long}b")]).map(|text| {
            let name = Unknown::new(&text, "").name.to_string();
            assert!(name.split('.').all(is_word), "{name}");
            name
        });
        let names: Vec<_> = names.collect();
        let mut different = names.clone();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), names.len(), "{names:?}");
        let member = |name| Unknown::new("var.x", "").member(name).name.to_string();
        assert_eq!(member("y"), "var.x.y");
        assert_ne!(member("y.z"), "var.x.y.z");
        assert_ne!(member("core-vpc-test"), member("core.vpc.test"));
    }

    #[test]
    fn no_value_is_too_deep_to_be_dropped() {
        let place = Place::default();
        let mut value = Val::null(place);
        for _ in 0..100_000 {
            value = Val::list(vec![value], place);
        }
        assert!(value.depth <= MAX_DEPTH);
    }

    #[test]
    fn texts_know_what_in_them_is_not_known() {
        let place = Place::default();
        let mut text = Text::known("a", place);
        text.push(&Text::gap(Unknown::new("var.x", ""), place));
        text.push_known("b", place);
        assert_eq!(text.text, "a${var.x}b");
        assert_eq!(text.gaps.iter().map(|gap| gap.at).collect::<Vec<_>>(), [1]);
        assert_eq!(text.as_known(), None);
    }
}
