//! Functions of lists and objects.

use super::call::known;
use crate::terraform::comparison::equal;
use crate::terraform::evaluate::Evaluator;
use crate::terraform::place::Place;
use crate::terraform::references::is_empty;
use crate::terraform::value::{Entry, Kind, Text, Unknown, Val};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

impl Evaluator<'_> {
    pub(super) fn of_collections(
        &mut self,
        name: &str,
        arguments: &[Val],
        place: Place,
    ) -> Option<Val> {
        let first = arguments.first()?;
        Some(match name {
            "merge" => merged(arguments, place),
            "concat" | "setunion" => concatenated(arguments, place),
            "flatten" => flattened(first, place),
            "toset" | "distinct" => distinct(first),
            "tolist" | "tomap" | "sensitive" | "nonsensitive" | "ephemeralasnull" => first.clone(),
            "reverse" => {
                let items = list(first)?;
                first.with(Kind::List(items.into_iter().rev().collect()))
            }
            "sort" => {
                let mut items = list(first)?;
                if items.iter().any(|it| it.as_known_text().is_none()) {
                    return Some(first.clone());
                }
                items.sort_by(|a, b| a.as_known_text().cmp(&b.as_known_text()));
                first.with(Kind::List(items.into()))
            }
            "compact" => {
                let kept = list(first)?.into_iter().filter(|it| !is_empty(it)).collect();
                first.with(Kind::List(kept))
            }
            "one" => match (&first.kind, first.items()) {
                (Kind::Unknown(_), _) => first.clone(),
                (Kind::List(_), [one]) => self.selected(one, name),
                (Kind::List(_), []) => Val::null(place),
                _ => return None,
            },
            "coalesce" | "coalescelist" => {
                let at = arguments.iter().position(|it| !is_empty(it))?;
                let value = arguments.get(at)?;
                match &value.kind {
                    // It may be nothing.
                    Kind::Unknown(_) => {
                        self.or_else(value, name, arguments.get(at + 1..).unwrap_or_default())
                    }
                    _ => value.clone(),
                }
            }
            "element" => {
                let items = list(first)?;
                let Kind::Number(number) = &arguments.get(1)?.kind else { return None };
                let at = number.parse::<usize>().ok()?.checked_rem(items.len())?;
                // What stands for several is counted as one.
                if items.len() > 1
                    && items.iter().any(|it| it.as_unknown().is_some_and(|it| !it.text))
                {
                    return None;
                }
                self.selected(items.get(at)?, number)
            }
            "lookup" => {
                let Kind::Object(_) = &first.kind else { return None };
                match first.entry(known(arguments, 1)?) {
                    Some(entry) => entry.value.clone(),
                    None => arguments.get(2)?.clone(),
                }
            }
            "keys" | "values" => {
                let Kind::Object(entries) = &first.kind else { return None };
                let item = |entry: &Entry| match name {
                    "keys" => Val::new(entry.key_place, Kind::Text(Rc::clone(&entry.key))),
                    _ => entry.value.clone(),
                };
                first.with(Kind::List(entries.iter().map(item).collect()))
            }
            "zipmap" => {
                let (keys, values) = (list(first)?, list(arguments.get(1)?)?);
                let entry = |(key, value): (&Val, &Val)| Entry {
                    key: self.as_text(key),
                    key_place: key.place,
                    value: value.clone(),
                };
                Val::object(keys.iter().zip(&values).map(entry).collect(), place)
            }
            "length" => Val::new(place, Kind::Number(length(first)?.to_string().into())),
            "contains" => {
                let items = list(first)?;
                let wanted = arguments.get(1)?;
                let same: Option<Vec<_>> = items.iter().map(|it| equal(it, wanted)).collect();
                Val::new(place, Kind::Bool(same?.contains(&true)))
            }
            _ => return None,
        })
    }
}

/// The items of a list, or the values of an object.
pub(super) fn list(value: &Val) -> Option<Vec<Val>> {
    match &value.kind {
        Kind::List(items) => Some(items.to_vec()),
        Kind::Object(entries) => Some(entries.iter().map(|it| it.value.clone()).collect()),
        _ => None,
    }
}

fn length(value: &Val) -> Option<usize> {
    match &value.kind {
        Kind::List(items) if items.iter().all(|it| it.as_unknown().is_none()) => Some(items.len()),
        // A name that is not known may stand for any number of them.
        Kind::Object(entries) if entries.iter().all(|it| it.key.as_known().is_some()) => {
            Some(entries.len())
        }
        Kind::Text(text) => Some(text.as_known()?.chars().count()),
        _ => None,
    }
}

fn merged(arguments: &[Val], place: Place) -> Val {
    let mut entries: Vec<Entry> = Vec::new();
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    for argument in arguments {
        if let Kind::Unknown(unknown) = &argument.kind {
            if arguments.len() == 1 {
                return argument.clone();
            }
            // More members of any name.
            let key = Rc::new(Text::gap(unknown.clone(), argument.place));
            entries.push(Entry { key, key_place: argument.place, value: argument.clone() });
            continue;
        }
        for entry in argument.entries() {
            let number = *numbers.entry(&entry.key.text).or_insert(entries.len());
            match entries.get_mut(number) {
                Some(earlier) => *earlier = entry.clone(),
                None => entries.push(entry.clone()),
            }
        }
    }
    Val::object(entries, place)
}

fn concatenated(arguments: &[Val], place: Place) -> Val {
    if let [one] = arguments {
        return one.clone();
    }
    let items = arguments.iter().flat_map(|it| it.items_or_self().iter().map(loose)).collect();
    Val::list(items, place)
}

/// An item that may stand for several.
fn loose(value: &Val) -> Val {
    match &value.kind {
        Kind::Unknown(unknown) => {
            value.with(Kind::Unknown(Unknown { text: false, ..unknown.clone() }))
        }
        _ => value.clone(),
    }
}

fn flattened(list: &Val, place: Place) -> Val {
    let Kind::List(items) = &list.kind else { return list.clone() };
    let mut flat = Vec::new();
    let mut open: Vec<&Val> = items.iter().rev().collect();
    while let Some(item) = open.pop() {
        match &item.kind {
            Kind::List(inner) => open.extend(inner.iter().rev()),
            _ => flat.push(loose(item)),
        }
    }
    Val::list(flat, place)
}

fn distinct(list: &Val) -> Val {
    let Kind::List(items) = &list.kind else { return list.clone() };
    let mut seen = HashSet::new();
    let kept = items.iter().filter(|it| match it.as_known_text() {
        Some(text) => seen.insert(text),
        None => true,
    });
    list.with(Kind::List(kept.cloned().collect()))
}
