//! Functions of Terraform, those that meet policies.

use super::evaluate::{Evaluator, equal};
use super::hcl;
use super::json_text;
use super::place::Place;
use super::references::{ROOT, in_slashes, is_empty};
use super::scope::Scope;
use super::syntax::{Call, Expr};
use super::value::{Entry, Kind, LONGEST_TEXT, Text, Unknown, Val};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

impl Evaluator<'_> {
    /// `name(arguments)`
    pub(super) fn call(&mut self, call: &Call, place: Place, scope: &Scope<'_>) -> Val {
        let name = call.name.strip_prefix("core::").unwrap_or(&call.name);
        if name == "try" {
            return self.first_that_is(&call.arguments, place, scope);
        }
        let mut arguments: Vec<Val> = Vec::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            arguments.push(self.eval(argument, scope));
        }
        if call.expand
            && let Some(last) = arguments.pop()
        {
            arguments.extend_from_slice(last.items_or_self());
        }
        self.function(name, &arguments, place).unwrap_or_else(|| self.not_known(place))
    }

    /// `try(…)`: the first whose members are all there.
    fn first_that_is(&mut self, arguments: &[Expr], place: Place, scope: &Scope<'_>) -> Val {
        for argument in arguments {
            let value = self.eval(argument, scope);
            let missing = value.as_unknown().is_some_and(|it| &*it.what == Unknown::MISSING);
            if !missing {
                return value;
            }
        }
        self.not_known(place)
    }

    fn function(&mut self, name: &str, arguments: &[Val], place: Place) -> Option<Val> {
        let first = arguments.first();
        let all: usize = arguments.iter().map(|it| it.items().len() + it.entries().len()).sum();
        if let Some(unknown) = self.spend(all, place) {
            return Some(unknown);
        }
        let known = |at: usize| arguments.get(at).and_then(Val::as_known_text);
        let text = |text: String| Some(Val::text(text, place));
        Some(match name {
            "jsonencode" => {
                let value = first?.clone();
                match &value.kind {
                    Kind::Unknown(unknown) => value.with(Kind::Unknown(unknown.clone())),
                    _ => Val::new(place, Kind::Json(Rc::new(value))),
                }
            }
            "jsondecode" => match &first?.kind {
                Kind::Json(inner) => Val::clone(inner),
                Kind::Text(written) => json_text::decode(written, place).ok()?,
                Kind::Unknown(_) => first?.clone(),
                _ => return None,
            },
            "file" => self.file(first?, place),
            "templatefile" => self.template_file(first?, arguments.get(1), place),
            "merge" => merged(arguments, place),
            "concat" | "setunion" => concatenated(arguments, place),
            "flatten" => flattened(first?, place),
            "toset" | "distinct" => distinct(first?),
            "tolist" | "tomap" | "sensitive" | "nonsensitive" | "sort" | "reverse"
            | "ephemeralasnull" => first?.clone(),
            "tostring" => {
                let value = first?;
                match &value.kind {
                    Kind::Bool(_) | Kind::Number(_) => value.with(Kind::Text(self.as_text(value))),
                    _ => value.clone(),
                }
            }
            "compact" => {
                let items = self.list(first?)?;
                let kept = items.iter().filter(|it| !is_empty(it)).cloned().collect();
                first?.with(Kind::List(kept))
            }
            "one" => match first?.items() {
                [one] => one.clone(),
                [] if matches!(first?.kind, Kind::List(_)) => Val::null(place),
                _ => first?.as_unknown().map(|_| first.cloned())??,
            },
            "coalesce" | "coalescelist" => {
                let mut values = arguments.iter();
                values.find(|it| !is_empty(it))?.clone()
            }
            "element" => {
                let items = self.list(first?)?;
                let Kind::Number(number) = &arguments.get(1)?.kind else { return None };
                let at = number.parse::<usize>().ok()?.checked_rem(items.len())?;
                items.get(at)?.clone()
            }
            "lookup" => {
                let Kind::Object(_) = &first?.kind else { return None };
                match first?.entry(known(1)?) {
                    Some(entry) => entry.value.clone(),
                    None => arguments.get(2)?.clone(),
                }
            }
            "keys" | "values" => {
                let Kind::Object(entries) = &first?.kind else { return None };
                let item = |entry: &Entry| match name {
                    "keys" => Val::new(entry.key_place, Kind::Text(Rc::clone(&entry.key))),
                    _ => entry.value.clone(),
                };
                first?.with(Kind::List(entries.iter().map(item).collect()))
            }
            "zipmap" => {
                let (keys, values) = (self.list(first?)?, self.list(arguments.get(1)?)?);
                let entry = |(key, value): (&Val, &Val)| Entry {
                    key: self.as_text(key),
                    key_place: key.place,
                    value: value.clone(),
                };
                Val::object(keys.iter().zip(&values).map(entry).collect(), place)
            }
            "length" => {
                let length = match &first?.kind {
                    Kind::List(items) if items.iter().all(|it| it.as_unknown().is_none()) => {
                        items.len()
                    }
                    Kind::Object(entries) => entries.len(),
                    Kind::Text(text) => text.as_known()?.chars().count(),
                    _ => return None,
                };
                Val::new(place, Kind::Number(length.to_string().into()))
            }
            "contains" => {
                let items = self.list(first?)?;
                let wanted = arguments.get(1)?;
                let same: Option<Vec<_>> = items.iter().map(|it| equal(it, wanted)).collect();
                Val::new(place, Kind::Bool(same?.contains(&true)))
            }
            "startswith" => Val::new(place, Kind::Bool(known(0)?.starts_with(known(1)?))),
            "endswith" => Val::new(place, Kind::Bool(known(0)?.ends_with(known(1)?))),
            "lower" => return text(known(0)?.to_lowercase()),
            "upper" => return text(known(0)?.to_uppercase()),
            "trimspace" => return text(known(0)?.trim().to_owned()),
            "trimprefix" => {
                return text(known(0)?.strip_prefix(known(1)?).unwrap_or(known(0)?).into());
            }
            "trimsuffix" => {
                return text(known(0)?.strip_suffix(known(1)?).unwrap_or(known(0)?).into());
            }
            "replace" => {
                let to = self.as_text(arguments.get(2)?);
                return self.replaced(first?, known(1)?, &to, place);
            }
            "split" => {
                let parts = known(1)?.split(known(0)?).map(|it| Val::text(it, place));
                Val::list(parts.collect(), place)
            }
            "join" => {
                let between = known(0)?;
                let mut joined = Text::known("", place);
                let mut is_first = true;
                for list in arguments.iter().skip(1) {
                    for item in self.list(list)? {
                        if joined.text.len() > LONGEST_TEXT {
                            break;
                        }
                        if !std::mem::take(&mut is_first) {
                            joined.push_known(between, place);
                        }
                        joined.push(&self.as_text(&item).at(place));
                    }
                }
                self.spend(joined.text.len() / 64, place);
                Val::new(place, Kind::Text(Rc::new(joined)))
            }
            "format" => {
                let values = arguments.get(1..)?;
                Val::new(place, Kind::Text(Rc::new(self.formatted(known(0)?, values, place)?)))
            }
            "formatlist" => self.format_list(known(0)?, arguments.get(1..)?, place)?,
            "basename" => {
                let path = known(0)?;
                return text(path.rsplit('/').next().unwrap_or(path).to_owned());
            }
            "abspath" | "pathexpand" => first?.clone(),
            _ => return None,
        })
    }

    fn list(&self, value: &Val) -> Option<Vec<Val>> {
        match &value.kind {
            Kind::List(items) => Some(items.to_vec()),
            Kind::Object(entries) => Some(entries.iter().map(|it| it.value.clone()).collect()),
            _ => None,
        }
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

    /// The path within the root that an argument names, and how it is called.
    fn path_of(&self, path: &Val) -> Result<PathBuf, String> {
        let text = path.as_known_text().ok_or("its path is not known")?;
        let text = match text.rsplit_once(ROOT) {
            Some((_, from_root)) => from_root.trim_start_matches('/').to_owned(),
            // Terraform is run where the outermost module is.
            None => match self.folder(0) {
                Some(folder) if !Path::new(text).is_absolute() => {
                    format!("{}/{text}", in_slashes(&folder.path))
                }
                _ => return Err("it is outside of the folder that was given".to_owned()),
            },
        };
        let path = Path::new(text.trim_start_matches('/'));
        let normal = super::files::normal(path);
        normal.ok_or_else(|| "it is outside of the folder that was given".to_owned())
    }

    fn text_of(&mut self, path: &Val, place: Place) -> Result<String, Val> {
        let read = self
            .path_of(path)
            .and_then(|path| self.files.read(&path).map_err(|error| error.to_string()));
        let text = read.map_err(|why| {
            let written = self.configuration.written(place).replace('\n', " ");
            let short: String = written.chars().take(80).collect();
            let what = format!("the text of the file of `{short}`: {why}");
            Val::unknown(Unknown::new(&short, what).one_text(), place)
        })?;
        match self.spend(text.len() / 64, place) {
            Some(unknown) => Err(unknown),
            None => Ok(text),
        }
    }

    fn file(&mut self, path: &Val, place: Place) -> Val {
        match self.text_of(path, place) {
            Ok(text) => Val::text(text, place),
            Err(unknown) => unknown,
        }
    }

    fn template_file(&mut self, path: &Val, values: Option<&Val>, place: Place) -> Val {
        let text = match self.text_of(path, place) {
            Ok(text) => text,
            Err(unknown) => return unknown,
        };
        match hcl::read_template(&text, &|_| place) {
            Ok(template) => {
                let names = values.map_or(&[][..], Val::entries);
                let value = self.eval(&template, &Scope::of(0).with_members(names));
                Val::new(place, value.kind)
            }
            Err(broken) => {
                let what = format!("a template that can be read: {}", broken.message);
                Val::unknown(Unknown::new("templatefile", what), place)
            }
        }
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
            match numbers.get(entry.key.text.as_str()).and_then(|at| entries.get_mut(*at)) {
                Some(earlier) => *earlier = entry.clone(),
                None => {
                    numbers.insert(&entry.key.text, entries.len());
                    entries.push(entry.clone());
                }
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

/// The same with each `from` in its texts replaced.
fn replaced_in(of: &Val, from: &str, to: &Text, place: Place) -> Option<Val> {
    let kind = match &of.kind {
        Kind::Text(text) if text.text.contains(from) => {
            Kind::Text(Rc::new(replaced_text(text, from, to, place)))
        }
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
        _ => return Some(of.clone()),
    };
    Some(of.with(kind))
}

fn replaced_text(text: &Text, from: &str, to: &Text, place: Place) -> Text {
    let mut replaced = Text::default();
    let mut rest = 0;
    while let Some(found) = text.text.get(rest..).and_then(|it| it.find(from)) {
        if replaced.text.len() > LONGEST_TEXT {
            return replaced;
        }
        replaced.push(&text.part(rest, rest + found));
        replaced.push(&to.at(place));
        rest += found + from.len();
    }
    replaced.push(&text.part(rest, text.text.len()));
    replaced
}
