//! What tells one value that is not known from another: what it is made of.
//!
//! The name of a hole is all that is compared of it. So where a value is made of others, be they known or not, its name
//! has a fingerprint of all of them and of how it is made: a local that says something else gives another name.

use super::evaluate::Evaluator;
use super::place::Place;
use super::scope::Scope;
use super::syntax::Step;
use super::value::{Entry, Gap, Kind, Text, Unknown, Val, indexed};
use crate::fingerprint::Fingerprint;
use std::rc::Rc;

/// How many values count as one step of work where they are told from others.
const VALUES_A_STEP: usize = 16;

impl Evaluator<'_> {
    /// What an operation gives, where that is not known: another one for other operands.
    pub(super) fn made_of(&mut self, operation: &str, operands: &[&Val], place: Place) -> Val {
        let size: usize = operands.iter().map(|it| it.size()).sum();
        if let Some(unknown) = self.spend(size / VALUES_A_STEP, place) {
            return unknown;
        }
        let (short, what) = self.in_words(place);
        let by = fingerprint(operation, operands);
        Val::unknown(Unknown::told_apart(&short, &by, what), place)
    }

    /// What a name leads to, where that is not known.
    pub(super) fn named(
        &mut self,
        name: &str,
        steps: &[Step],
        place: Place,
        scope: &Scope<'_>,
    ) -> Val {
        let (_, what) = self.in_words(place);
        let mut spelled = format!("{}{name}", self.address(scope.instance));
        for step in steps {
            match step {
                Step::Attribute(name) => spelled.push_str(&indexed(name)),
                Step::Index(index) => {
                    let index = self.eval(index, scope);
                    spelled.push_str(&self.index_of(&index));
                }
                // Each of them is what it is of one.
                Step::Splat => {}
            }
        }
        Val::unknown(Unknown::new(&spelled, what), place)
    }

    /// An index, as it is written behind a name.
    pub(super) fn index_of(&mut self, index: &Val) -> String {
        let text = self.as_text(index);
        match text.as_known() {
            Some(known) => indexed(known),
            None => format!("[{}]", text.text),
        }
    }

    /// What the module of this number is called: `module.a.`, or nothing for the outermost.
    pub(super) fn address(&self, instance: usize) -> &str {
        self.instances.get(instance).map_or("", |it| it.address.as_str())
    }

    /// The value where it is not all that there may be: what is not known in it hangs on these others, too.
    pub(super) fn unless(&mut self, value: &Val, operation: &str, others: &[&Val]) -> Val {
        let size: usize = others.iter().map(|it| it.size()).sum();
        if let Some(unknown) = self.spend((size + value.size()) / VALUES_A_STEP, value.place) {
            return unknown;
        }
        let by = fingerprint(operation, others);
        renamed(value, &mut |it| {
            let named = Unknown::told_apart(&it.name, &by_both(&by, &it.name), Rc::clone(&it.what));
            Unknown { name: named.name, ..it.clone() }
        })
    }

    /// An item that is there where this holds, which is not known.
    pub(super) fn kept_if(&mut self, value: &Val, holds: &Val, key: &Val) -> Val {
        let kept = self.unless(value, "if", &[holds]);
        // Of what is known nothing tells it but what is assumed.
        let of = fingerprint("if", &[holds, key, value]);
        self.assume(format!("an item of a list is there if {of}").into());
        kept
    }

    /// One item of a list, which may be one of those that the item there stands for: the one that this word tells.
    pub(super) fn selected(&mut self, item: &Val, word: &str) -> Val {
        let _ = self.spend(item.size() / VALUES_A_STEP, item.place);
        if let Kind::Unknown(unknown) = &item.kind
            && !unknown.text
            && !unknown.is_each
        {
            return item.with(Kind::Unknown(unknown.member(word)));
        }
        renamed(item, &mut |it| {
            if !it.is_each {
                return it.clone();
            }
            let by = by_both(word, &it.name);
            let named = Unknown::told_apart(&it.name, &by, Rc::clone(&it.what));
            Unknown { name: named.name, is_each: false, ..it.clone() }
        })
    }

    /// What stands for each of several.
    pub(super) fn each_of_several(&mut self, value: &Val) -> Val {
        let _ = self.spend(value.size() / VALUES_A_STEP, value.place);
        renamed(value, &mut |it| Unknown { is_each: true, ..it.clone() })
    }

    /// What a module gives that is called several times: of the one of this index.
    pub(super) fn of_index(&mut self, value: &Val, module: &str, index: &Val) -> Val {
        let index = self.index_of(index);
        if let Some(unknown) = self.spend(value.size() / VALUES_A_STEP, value.place) {
            return unknown;
        }
        renamed(value, &mut |it| {
            if it.name.starts_with("AWS::") {
                return it.clone();
            }
            let named = if let Some(rest) = it.name.strip_prefix(module) {
                Unknown::new(&format!("{module}{index}{rest}"), Rc::clone(&it.what))
            } else {
                // It may hang on what the module is given for this index.
                let by = Fingerprint::of(&format!("{module}{index} {}", it.name));
                Unknown::told_apart(&it.name, &by, Rc::clone(&it.what))
            };
            Unknown { name: named.name, ..it.clone() }
        })
    }
}

fn by_both(by: &str, name: &str) -> String {
    Fingerprint::of(&format!("{by} {name}"))
}

/// A fingerprint of what is made so, of these.
pub(super) fn fingerprint(operation: &str, operands: &[&Val]) -> String {
    let mut fingerprint = Fingerprint::default();
    fingerprint.add(operation);
    for operand in operands {
        add(operand, &mut fingerprint);
    }
    fingerprint.text()
}

/// Goes on with a value. What it is comes first, so that none is taken for one of another kind.
fn add(value: &Val, to: &mut Fingerprint) {
    match &value.kind {
        Kind::Null => to.add("null"),
        Kind::Bool(value) => to.add(if *value { "true" } else { "false" }),
        Kind::Number(number) => {
            to.add("number");
            to.add(number);
        }
        Kind::Text(text) => add_text(text, to),
        Kind::Json(value) => {
            to.add("json");
            add(value, to);
        }
        Kind::Unknown(unknown) => {
            to.add("unknown");
            to.add(&unknown.name);
        }
        Kind::List(items) => {
            to.add("list");
            to.add(&items.len().to_string());
            items.iter().for_each(|item| add(item, to));
        }
        Kind::Object(entries) => {
            to.add("object");
            to.add(&entries.len().to_string());
            // In which order they are written says nothing.
            let mut entries: Vec<&Entry> = entries.iter().collect();
            entries.sort_by(|a, b| a.key.text.cmp(&b.key.text));
            for entry in entries {
                add_text(&entry.key, to);
                add(&entry.value, to);
            }
        }
    }
}

fn add_text(text: &Text, to: &mut Fingerprint) {
    to.add("text");
    to.add(&text.text);
    // `$${x}` is a text, and `${x}` is none that is known.
    for gap in &text.gaps {
        to.add(&gap.at.to_string());
    }
    to.add("");
}

/// Whether something in it is not known.
pub(super) fn has_unknown(value: &Val) -> bool {
    match &value.kind {
        Kind::Unknown(_) => true,
        Kind::Text(text) => !text.gaps.is_empty(),
        Kind::Json(inner) => has_unknown(inner),
        Kind::List(items) => items.iter().any(has_unknown),
        Kind::Object(entries) => {
            entries.iter().any(|it| !it.key.gaps.is_empty() || has_unknown(&it.value))
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) => false,
    }
}

/// The value with each that is not known in it called as `name` says.
fn renamed(value: &Val, name: &mut dyn FnMut(&Unknown) -> Unknown) -> Val {
    let kind = match &value.kind {
        Kind::Text(text) if !text.gaps.is_empty() => Kind::Text(Rc::new(renamed_text(text, name))),
        Kind::Json(inner) => Kind::Json(Rc::new(renamed(inner, name))),
        Kind::Unknown(unknown) => Kind::Unknown(name(unknown)),
        Kind::List(items) => Kind::List(items.iter().map(|it| renamed(it, name)).collect()),
        Kind::Object(entries) => {
            let entry = |entry: &Entry| Entry {
                key: Rc::new(renamed_text(&entry.key, name)),
                key_place: entry.key_place,
                value: renamed(&entry.value, name),
            };
            Kind::Object(entries.iter().map(entry).collect())
        }
        _ => return value.clone(),
    };
    value.with(kind)
}

/// The same of a text.
fn renamed_text(text: &Text, name: &mut dyn FnMut(&Unknown) -> Unknown) -> Text {
    let mut renamed = Text::default();
    let mut from = 0;
    for Gap { at, place, unknown } in &text.gaps {
        renamed.push(&text.part(from, *at));
        renamed.push_unknown(name(unknown), *place);
        from = at + "${}".len() + unknown.name.len();
    }
    renamed.push(&text.part(from, text.text.len()));
    renamed
}
