//! Functions of strings.

use super::call::known;
use super::collections::list;
use crate::fingerprint::Fingerprint;
use crate::terraform::evaluate::Evaluator;
use crate::terraform::identity::fingerprint;
use crate::terraform::place::Place;
use crate::terraform::value::{Entry, Kind, LONGEST_TEXT, Text, Unknown, Val};
use std::rc::Rc;

impl Evaluator<'_> {
    pub(super) fn of_strings(
        &mut self,
        name: &str,
        arguments: &[Val],
        place: Place,
    ) -> Option<Val> {
        let first = arguments.first()?;
        let known = |at| known(arguments, at);
        let bool = |value| Val::new(place, Kind::Bool(value));
        let text = |text: &str| Val::text(text, place);
        Some(match name {
            "tostring" => match &first.kind {
                Kind::Bool(_) | Kind::Number(_) => first.with(Kind::Text(self.as_text(first))),
                // Of a list or an object there is none: an error, which `try` takes for one.
                Kind::List(_) | Kind::Object(_) => {
                    let by = fingerprint(name, &[first]);
                    Val::unknown(Unknown::told_apart(name, &by, Unknown::MISSING), place)
                }
                _ => first.clone(),
            },
            "abspath" | "pathexpand" => {
                known(0)?;
                first.clone()
            }
            "startswith" => bool(known(0)?.starts_with(known(1)?)),
            "endswith" => bool(known(0)?.ends_with(known(1)?)),
            "lower" => text(&known(0)?.to_lowercase()),
            "upper" => text(&known(0)?.to_uppercase()),
            "basename" => text(known(0)?.rsplit('/').next()?),
            "replace" => {
                let to = self.as_text(arguments.get(2)?);
                self.replaced(first, known(1)?, &to, place)?
            }
            "split" => {
                let parts = known(1)?.split(known(0)?).map(text);
                Val::list(parts.collect(), place)
            }
            "join" => self.joined(known(0)?, arguments.get(1..)?, place)?,
            "format" => {
                let text = self.formatted(known(0)?, arguments.get(1..)?, place)?;
                Val::new(place, Kind::Text(Rc::new(text)))
            }
            "formatlist" => self.format_list(known(0)?, arguments.get(1..)?, place)?,
            _ => return None,
        })
    }

    fn joined(&mut self, between: &str, lists: &[Val], place: Place) -> Option<Val> {
        // A document alone stays one: `join("", data.aws_iam_policy_document.x[*].json)`.
        if let [of] = lists
            && let [one] = of.items()
        {
            // What may stand for several is put together of them.
            let is_one = one.as_unknown().is_none_or(|it| it.text && !it.is_each);
            return is_one.then(|| one.clone());
        }
        let mut joined = Text::known("", place);
        let mut is_first = true;
        for list_value in lists {
            for item in list(list_value)? {
                if joined.text.len() > LONGEST_TEXT {
                    break;
                }
                if !std::mem::take(&mut is_first) {
                    joined.push_known(between, place);
                }
                joined.push(&self.as_text(&item).at(place));
            }
        }
        let unknown = self.spend(joined.text.len() / 64, place);
        Some(unknown.unwrap_or_else(|| Val::new(place, Kind::Text(Rc::new(joined)))))
    }

    /// `replace`, within a document, too.
    fn replaced(&mut self, of: &Val, from: &str, to: &Text, place: Place) -> Option<Val> {
        // Between slashes it is a regular expression.
        if from.is_empty() || (from.len() > 1 && from.starts_with('/') && from.ends_with('/')) {
            return None;
        }
        let replaced = replaced_in(of, from, to, place)?;
        Some(self.spend(of.size(), place).unwrap_or(replaced))
    }

    /// `format`, with `%s`, `%v`, `%d` and `%q`; none if there is anything else.
    fn formatted(&mut self, pattern: &str, values: &[Val], place: Place) -> Option<Text> {
        let mut text = Text::known("", place);
        let mut values = values.iter();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('%') {
            if text.text.len() > LONGEST_TEXT {
                break;
            }
            text.push_known(before, place);
            let verb = after.chars().next()?;
            rest = after.get(verb.len_utf8()..)?;
            if verb == '%' {
                text.push_known("%", place);
                continue;
            }
            let value = self.as_text(values.next()?).at(place);
            match verb {
                's' | 'v' | 'd' => text.push(&value),
                'q' => {
                    text.push_known("\"", place);
                    text.push(&value);
                    text.push_known("\"", place);
                }
                _ => return None,
            }
        }
        text.push_known(rest, place);
        self.spend(text.text.len() / 64, place).is_none().then_some(text)
    }

    fn format_list(&mut self, pattern: &str, values: &[Val], place: Place) -> Option<Val> {
        let longest = values.iter().map(|it| it.items().len()).max()?;
        if values.iter().any(|it| it.as_unknown().is_some()) {
            return None;
        }
        let mut items = Vec::with_capacity(longest);
        for index in 0..longest {
            let at = |value: &Val| match &value.kind {
                Kind::List(items) => items.get(index).cloned(),
                _ => Some(value.clone()),
            };
            let row: Vec<_> = values.iter().map(at).collect::<Option<_>>()?;
            let at = row.first().map_or(place, |it| it.place);
            let text = self.formatted(pattern, &row, at)?;
            items.push(Val::new(at, Kind::Text(Rc::new(text))));
        }
        Some(Val::list(items, place))
    }
}

/// The same with each `from` in its texts replaced. What is not known of them is another thing then.
fn replaced_in(of: &Val, from: &str, to: &Text, place: Place) -> Option<Val> {
    let kind = match &of.kind {
        Kind::Text(text) => Kind::Text(Rc::new(replaced_text(text, from, to, place))),
        Kind::Json(inner) => Kind::Json(Rc::new(replaced_in(inner, from, to, place)?)),
        Kind::List(items) => {
            let items = items.iter().map(|it| replaced_in(it, from, to, place));
            Kind::List(items.collect::<Option<_>>()?)
        }
        Kind::Object(entries) => {
            let entries = entries.iter().map(|entry| {
                let key = Rc::new(replaced_text(&entry.key, from, to, entry.key_place));
                let value = replaced_in(&entry.value, from, to, place)?;
                Some(Entry { key, key_place: entry.key_place, value })
            });
            Kind::Object(entries.collect::<Option<_>>()?)
        }
        // All of it may be replaced.
        Kind::Unknown(unknown) if !unknown.text => return None,
        Kind::Unknown(unknown) => Kind::Unknown(replaced_unknown(unknown, from, to)),
        _ => return Some(of.clone()),
    };
    Some(of.with(kind))
}

/// What is not known, with each `from` in it replaced.
fn replaced_unknown(unknown: &Unknown, from: &str, to: &Text) -> Unknown {
    if is_put_for_something(from) {
        return unknown.clone();
    }
    let mut by = Fingerprint::default();
    for part in ["replace", from, &to.text] {
        by.add(part);
    }
    Unknown { is_name: false, ..unknown.told_apart_by(&by.text()) }
}

/// Whether a text is there to be replaced, as `_BUCKET_ARN_` and `{{Bucket}}` are: what stands beside it has none.
fn is_put_for_something(text: &str) -> bool {
    let has_capital = text.bytes().any(|it| it.is_ascii_uppercase());
    let ends = [text.bytes().next(), text.bytes().next_back()];
    let is_between = ends.iter().flatten().all(|it| b"_<>{}%$@#".contains(it));
    text.len() > 4 && has_capital && is_between
}

fn replaced_text(text: &Text, from: &str, to: &Text, place: Place) -> Text {
    // What is not known of it is written between the parts that are.
    let mut replaced = Text::default();
    let mut rest = 0;
    for gap in &text.gaps {
        replace_known(&text.part(rest, gap.at), from, to, place, &mut replaced);
        replaced.push_unknown(replaced_unknown(&gap.unknown, from, to), gap.place);
        rest = gap.at + "${}".len() + gap.unknown.name.len();
    }
    replace_known(&text.part(rest, text.text.len()), from, to, place, &mut replaced);
    replaced
}

fn replace_known(text: &Text, from: &str, to: &Text, place: Place, replaced: &mut Text) {
    let mut rest = 0;
    while let Some(found) = text.text.get(rest..).and_then(|it| it.find(from)) {
        if replaced.text.len() > LONGEST_TEXT {
            return;
        }
        replaced.push(&text.part(rest, rest + found));
        replaced.push(&to.at(place));
        rest += found + from.len();
    }
    replaced.push(&text.part(rest, text.text.len()));
}
