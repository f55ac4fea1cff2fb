//! What the data source `aws_iam_policy_document` makes of its arguments.
//!
//! Source: the provider's documentation of `aws_iam_policy_document`, and what its version 6 writes.

use super::identity::fingerprint;
use super::place::Place;
use super::value::{Entry, Gap, Kind, Text, Unknown, Val};
use std::collections::HashMap;
use std::rc::Rc;

/// The name of the data source.
pub(crate) const TYPE: &str = "aws_iam_policy_document";

/// The policy that these arguments make.
///
/// `source` gives the policy that an item of `source_policy_documents` or the like is the JSON of.
pub(crate) fn policy(arguments: &Val, place: Place, source: &mut dyn FnMut(&Val) -> Val) -> Val {
    let mut merged = Merged::new(place);
    for name in ["source_json", "source_policy_documents"] {
        for item in arguments.member(name).map_or(&[][..], Val::items_or_self) {
            merged.merge(&source(item));
        }
    }
    merged.merge(&own(arguments, place));
    for name in ["override_policy_documents", "override_json"] {
        for item in arguments.member(name).map_or(&[][..], Val::items_or_self) {
            merged.merge(&source(item));
        }
    }
    merged.into_policy()
}

/// Policies put together: a statement takes the place of the one before it with the same `Sid`.
struct Merged {
    place: Place,
    head: Vec<Entry>,
    statements: Vec<Val>,
    by_sid: HashMap<String, usize>,
}

impl Merged {
    fn new(place: Place) -> Self {
        Self { place, head: Vec::new(), statements: Vec::new(), by_sid: HashMap::new() }
    }

    fn merge(&mut self, policy: &Val) {
        if let Kind::Unknown(unknown) = &policy.kind {
            let unknown = Unknown { text: false, ..unknown.clone() };
            self.statements.push(policy.with(Kind::Unknown(unknown)));
            return;
        }
        for name in ["Version", "Id"] {
            let Some(entry) = policy.entry(name) else { continue };
            match self.head.iter_mut().find(|it| it.key.text == name) {
                // The newer version holds.
                Some(it) if name == "Version" => {
                    let text = |value: &Val| value.as_known_text().map(str::to_owned);
                    if text(&it.value) < text(&entry.value) {
                        *it = entry.clone();
                    }
                }
                Some(it) => *it = entry.clone(),
                None => self.head.push(entry.clone()),
            }
        }
        let statements = policy.member("Statement").map_or(&[][..], Val::items_or_self);
        for statement in statements {
            let sid = statement.member("Sid").and_then(Val::as_known_text);
            let sid = sid.filter(|sid| !sid.is_empty()).map(str::to_owned);
            let next = self.statements.len();
            let number = sid.map_or(next, |sid| *self.by_sid.entry(sid).or_insert(next));
            match self.statements.get_mut(number) {
                Some(earlier) => *earlier = statement.clone(),
                None => self.statements.push(statement.clone()),
            }
        }
    }

    fn into_policy(self) -> Val {
        let mut entries = self.head;
        let statements = Val::list(self.statements, self.place);
        entries.push(Entry::known("Statement", self.place, statements));
        Val::object(entries, self.place)
    }
}

/// What the arguments say by themselves.
fn own(arguments: &Val, place: Place) -> Val {
    let mut entries = Vec::new();
    match arguments.entry("version").filter(|entry| !entry.value.is_null()) {
        Some(entry) => entries.push(renamed(entry, "Version", entry.value.clone())),
        None => entries.push(Entry::known("Version", place, Val::text("2012-10-17", place))),
    }
    if let Some(entry) = arguments.entry("policy_id").filter(|entry| is_set(&entry.value)) {
        entries.push(renamed(entry, "Id", entry.value.clone()));
    }
    let statements = arguments.member("statement").map_or(&[][..], Val::items_or_self);
    let statements = statements.iter().map(statement).collect();
    entries.push(Entry::known("Statement", place, Val::list(statements, place)));
    Val::object(entries, place)
}

fn is_set(value: &Val) -> bool {
    match &value.kind {
        Kind::Null => false,
        Kind::Text(text) => !text.text.is_empty(),
        Kind::List(items) => !items.is_empty(),
        _ => true,
    }
}

fn renamed(entry: &Entry, name: &str, value: Val) -> Entry {
    Entry::known(name, entry.key_place, value)
}

fn statement(arguments: &Val) -> Val {
    if arguments.as_unknown().is_some() {
        return arguments.clone();
    }
    let place = arguments.place;
    let mut entries = Vec::new();
    let set = |name: &str| arguments.entry(name).filter(|entry| is_set(&entry.value));
    if let Some(entry) = set("sid") {
        entries.push(renamed(entry, "Sid", entry.value.clone()));
    }
    match set("effect") {
        Some(entry) => entries.push(renamed(entry, "Effect", entry.value.clone())),
        None => entries.push(Entry::known("Effect", place, Val::text("Allow", place))),
    }
    for (name, element) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        if let Some(entry) = set(name) {
            entries.push(renamed(entry, element, principals(&entry.value)));
        }
    }
    let lists = [
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ];
    for (name, element) in lists {
        if let Some(entry) = set(name) {
            entries.push(renamed(entry, element, with_variables(&entry.value)));
        }
    }
    if let Some(entry) = set("condition") {
        entries.push(renamed(entry, "Condition", conditions(&entry.value)));
    }
    without_contradictions(&Val::object(entries, place), arguments)
}

/// Of an element and its opposite one that is not known at all is not there, since a statement has one of them. And
/// a statement of which nothing is known is one that is not known.
fn without_contradictions(statement: &Val, arguments: &Val) -> Val {
    let is_unknown = |entry: &Entry| {
        let items = entry.value.items_or_self();
        items.iter().all(|item| item.as_unknown().is_some_and(|it| !it.text))
    };
    let said = |entry: &&Entry| entry.key.text != "Effect" && entry.key.text != "Sid";
    let first = statement.entries().iter().find(said);
    if let Some(first) = first
        && statement.entries().iter().filter(said).all(is_unknown)
        && let Some(unknown) = first.value.items_or_self().first().and_then(Val::as_unknown)
    {
        let unknown = unknown.told_apart_by(&fingerprint("statement", &[arguments]));
        return arguments.with(Kind::Unknown(Unknown { text: false, ..unknown }));
    }
    let pairs =
        [("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")];
    let is_out = |entry: &Entry| {
        is_unknown(entry)
            && pairs.iter().any(|(yes, no)| {
                let known = |name| statement.entry(name).is_some_and(|it| !is_unknown(it));
                (entry.key.text == *no && statement.entry(yes).is_some())
                    || (entry.key.text == *yes && known(no))
            })
    };
    left_out(statement, &is_out)
}

/// The same object without those of its members, but for their holes.
fn left_out(value: &Val, is_out: &dyn Fn(&Entry) -> bool) -> Val {
    if !value.entries().iter().any(is_out) {
        return value.clone();
    }
    let entries = value.entries().iter();
    let entries = entries.map(|it| if is_out(it) { it.left_out() } else { it.clone() });
    value.with(Kind::Object(entries.collect()))
}

/// The policy of a kind that has no principals: what may say some is not there.
pub(crate) fn without_unknown_principals(policy: &Val) -> Val {
    let is_out = |entry: &Entry| {
        matches!(entry.key.text.as_str(), "Principal" | "NotPrincipal")
            && entry.value.as_unknown().is_some()
    };
    let entries = policy.entries().iter().map(|entry| match entry.key.text.as_str() {
        "Statement" => {
            let statements = entry.value.items_or_self().iter();
            let statements = statements.map(|it| left_out(it, &is_out)).collect();
            let value = match &entry.value.kind {
                Kind::List(_) => entry.value.with(Kind::List(statements)),
                _ => left_out(&entry.value, &is_out),
            };
            Entry { value, ..entry.clone() }
        }
        _ => entry.clone(),
    });
    match &policy.kind {
        Kind::Object(_) => policy.with(Kind::Object(entries.collect())),
        _ => policy.clone(),
    }
}

/// Entries by their name, in the order of the first of each name; what is of one name is put together.
#[derive(Default)]
struct ByName {
    entries: Vec<(Rc<Text>, Place, Vec<Val>)>,
    numbers: HashMap<String, usize>,
}

impl ByName {
    fn add(&mut self, key: Rc<Text>, key_place: Place, values: &[Val]) {
        let next = self.entries.len();
        let number = *self.numbers.entry(key.text.clone()).or_insert(next);
        match self.entries.get_mut(number) {
            Some((_, _, all)) => all.extend_from_slice(values),
            None => self.entries.push((key, key_place, values.to_vec())),
        }
    }

    fn into_entries(self, place: Place) -> Vec<Entry> {
        let entry =
            |(key, key_place, values)| Entry { key, key_place, value: Val::list(values, place) };
        self.entries.into_iter().map(entry).collect()
    }
}

/// The text of a value as the name of a member: what is not known is a parameter.
fn name_of(value: Option<&Val>, else_place: Place) -> (Rc<Text>, Place) {
    let Some(value) = value else {
        return (Rc::new(Text::known("", else_place)), else_place);
    };
    let text = match &value.kind {
        Kind::Text(text) => Rc::clone(text),
        Kind::Unknown(unknown) => Rc::new(Text::gap(unknown.clone(), value.place)),
        _ => Rc::new(Text::known("", value.place)),
    };
    (text, value.place)
}

fn principals(blocks: &Val) -> Val {
    let place = blocks.place;
    let blocks = blocks.items_or_self();
    if let [block] = blocks {
        if block.as_unknown().is_some() {
            return block.clone();
        }
        // `"*"`, not `{ "*": "*" }`.
        let text = |name| {
            block.member(name).and_then(|it| match it.items_or_self() {
                [one] => one.as_known_text(),
                _ => None,
            })
        };
        if (text("type"), text("identifiers")) == (Some("*"), Some("*")) {
            return Val::text("*", block.place);
        }
    }
    if let Some(unknown) = all_unknown(blocks, &["type", "identifiers"]) {
        return unknown;
    }
    let mut by_type = ByName::default();
    for block in blocks {
        if let Kind::Unknown(unknown) = &block.kind {
            by_type.add(Rc::new(Text::gap(unknown.clone(), block.place)), block.place, &[]);
            continue;
        }
        let (key, key_place) = name_of(block.member("type"), block.place);
        let identifiers = block.member("identifiers").map(with_variables);
        let identifiers = identifiers.as_ref().map_or(&[][..], Val::items_or_self);
        by_type.add(key, key_place, identifiers);
    }
    Val::object(by_type.into_entries(place), place)
}

fn conditions(blocks: &Val) -> Val {
    let place = blocks.place;
    if let Some(unknown) = all_unknown(blocks.items_or_self(), &["test", "variable"]) {
        return unknown;
    }
    let mut operators: Vec<(Rc<Text>, Place, ByName)> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut unknown_blocks = Vec::new();
    for block in blocks.items_or_self() {
        if all_unknown(std::slice::from_ref(block), &["test", "variable"]).is_some() {
            let entry = Entry::known("", block.place, block.clone());
            unknown_blocks.push(entry.left_out());
            continue;
        }
        if let Kind::Unknown(unknown) = &block.kind {
            let name = Rc::new(Text::gap(unknown.clone(), block.place));
            operators.push((name, block.place, ByName::default()));
            continue;
        }
        let (test, test_place) = name_of(block.member("test"), block.place);
        let (variable, variable_place) = name_of(block.member("variable"), block.place);
        let values = block.member("values").map(with_variables);
        let values = values.as_ref().map_or(&[][..], Val::items_or_self);
        let at = *numbers.entry(test.text.clone()).or_insert(operators.len());
        if at == operators.len() {
            operators.push((test, test_place, ByName::default()));
        }
        if let Some((_, _, keys)) = operators.get_mut(at) {
            keys.add(variable, variable_place, values);
        }
    }
    let entry = |(key, key_place, keys): (_, _, ByName)| Entry {
        key,
        key_place,
        value: Val::object(keys.into_entries(key_place), key_place),
    };
    let known = operators.into_iter().map(entry);
    Val::object(known.chain(unknown_blocks).collect(), place)
}

/// What is not known, if that is all that these blocks have of those arguments: there may be none of them.
fn all_unknown(blocks: &[Val], names: &[&str]) -> Option<Val> {
    let unknown = |block: &Val| {
        if block.as_unknown().is_some() {
            return Some(block.clone());
        }
        let values = names.iter().map(|name| block.member(name));
        let unknown = values.map(|it| it.filter(|it| it.as_unknown().is_some()));
        unknown.collect::<Option<Vec<_>>>()?.first().map(|it| Val::clone(it))
    };
    let all = blocks.iter().map(unknown).collect::<Option<Vec<_>>>()?;
    let first = all.into_iter().next()?;
    match &first.kind {
        Kind::Unknown(unknown) => {
            let unknown = match blocks {
                [only] if only.as_unknown().is_some() => unknown.clone(),
                // Of each of them, and of all that each says.
                blocks => {
                    let by = fingerprint("blocks", &blocks.iter().collect::<Vec<_>>());
                    unknown.told_apart_by(&by)
                }
            };
            Some(first.with(Kind::Unknown(Unknown { text: false, ..unknown })))
        }
        _ => None,
    }
}

/// The same with `${` for each `&{`, which Terraform would take for its own.
fn with_variables(value: &Val) -> Val {
    let kind = match &value.kind {
        Kind::Text(text) if text.text.contains("&{") => {
            // As long as before: places and gaps stay.
            let gaps: Vec<Gap> = text.gaps.clone();
            let spots = text.spots.clone();
            Kind::Text(Rc::new(Text { text: text.text.replace("&{", "${"), spots, gaps }))
        }
        Kind::List(items) => Kind::List(items.iter().map(with_variables).collect()),
        _ => return value.clone(),
    };
    value.with(kind)
}
