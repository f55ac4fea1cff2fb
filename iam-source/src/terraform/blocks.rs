//! Nested blocks, `dynamic` ones with them, and resources that are there several times.

use super::evaluate::Evaluator;
use super::identity::fingerprint;
use super::place::Place;
use super::policy_document;
use super::scope::Scope;
use super::syntax::{Block, Body, Expr, Form};
use super::value::{Entry, Kind, Unknown, Val};
use std::collections::HashMap;
use std::rc::Rc;

impl Evaluator<'_> {
    /// The policy that a data source `aws_iam_policy_document` makes: the JSON of it.
    pub(super) fn document(&mut self, instance: usize, block: &Block, index: Option<&Val>) -> Val {
        let which = index.map(|it| self.as_text(it).text.clone()).unwrap_or_default();
        let Place { file, span } = block.place;
        let key = (instance, "document", format!("{file}:{}[{which}]", span.start));
        self.once(key, block.place, |it| {
            let bound = it.bound(instance, Some(block), index);
            let scope = Scope::of(instance);
            let arguments = it.arguments(&block.body, &scope.with_members(&bound), block.place);
            let mut source = |value: &Val| super::json_text::decoded(value);
            let policy = policy_document::policy(&arguments, block.place, &mut source);
            Val::new(block.place, Kind::Json(Rc::new(policy)))
        })
    }

    /// `each` and `count` in a block that is there for each of several.
    pub(super) fn bound(
        &mut self,
        instance: usize,
        block: Option<&Block>,
        index: Option<&Val>,
    ) -> Vec<Entry> {
        let Some(block) = block else { return Vec::new() };
        let outer = Scope::of(instance);
        if let Some(for_each) = block.body.attribute("for_each") {
            let through = self.eval(&for_each.value, &outer);
            let wanted = index.and_then(Val::as_known_text);
            let Some(wanted) = wanted else { return vec![self.some_of(&through, block.place)] };
            if let Kind::Unknown(unknown) = &through.kind {
                let value = through.with(Kind::Unknown(unknown.member(wanted)));
                return vec![each(Val::text(wanted, block.place), value, block.place)];
            }
            let all = self.each_of_set(&through, block.place);
            let found = all.into_iter().find(|(key, _)| key.as_known_text() == Some(wanted));
            return match found {
                Some((key, value)) => vec![each(key, value, block.place)],
                None => vec![self.some_of(&through, block.place)],
            };
        }
        if block.body.attribute("count").is_some()
            && let Some(Val { kind: Kind::Number(_), .. }) = index
        {
            return index.map(|index| vec![count(index.clone(), block.place)]).unwrap_or_default();
        }
        Vec::new()
    }

    /// Whether there is one of a block, or none, if that is known whatever variables say.
    pub(super) fn is_there(&mut self, instance: usize, block: &Block) -> Option<bool> {
        let (count, for_each) = (block.body.attribute("count"), block.body.attribute("for_each"));
        let Some(asked) = count.or(for_each) else { return Some(true) };
        let key = (instance, "is there", format!("{} {}", block.kind, block.labels.join(".")));
        let answer = self.once(key, block.place, |it| {
            let answer = it.without_choice(&asked.value, &Scope::of(instance));
            let answer = match answer.map(|it| it.kind) {
                Some(Kind::Number(number)) if number.parse() == Ok(0) => Kind::Bool(false),
                Some(Kind::Number(number)) if number.parse() == Ok(1) => Kind::Bool(true),
                Some(Kind::List(items)) if items.is_empty() => Kind::Bool(false),
                Some(Kind::Object(entries)) if entries.is_empty() => Kind::Bool(false),
                _ => Kind::Null,
            };
            Val::new(block.place, answer)
        });
        match answer.kind {
            Kind::Bool(is_there) => Some(is_there),
            _ => None,
        }
    }

    /// Whether a module is there in no way, as its calls tell: and if so, whether that is written down as such.
    pub(super) fn left_out(&mut self, instance: usize) -> Option<bool> {
        let mut left_out = None;
        let mut next = Some(instance);
        while let Some((caller, name)) = next.and_then(|it| self.instances.get(it)?.caller.clone())
        {
            let call = self.folder(caller).and_then(|folder| folder.modules.get(&name));
            if let Some(call) = call.filter(|it| self.is_there(caller, it) == Some(false)) {
                let is_written =
                    |name: &&str| call.body.attribute(name).is_some_and(|it| is_nothing(&it.value));
                let is_written = ["count", "for_each"].iter().any(is_written);
                left_out = Some(is_written || left_out == Some(true));
            }
            next = Some(caller);
        }
        left_out
    }

    /// What a resource or data source is there for: the text of its index, and its names. One that is not known
    /// how often is there once, without an index; one that is known not to be there is not.
    pub(super) fn each_instance(
        &mut self,
        instance: usize,
        block: &Block,
    ) -> Vec<(Option<Val>, Vec<Entry>)> {
        const MOST: usize = 64;
        if self.is_there(instance, block) == Some(false) || self.left_out(instance).is_some() {
            return Vec::new();
        }
        let outer = Scope::of(instance);
        let Some(for_each) = block.body.attribute("for_each") else {
            return vec![(None, Vec::new())];
        };
        let through = self.eval(&for_each.value, &outer);
        let once = vec![(None, vec![self.some_of(&through, block.place)])];
        if !matches!(through.kind, Kind::List(_) | Kind::Object(_)) {
            return once;
        }
        let all = self.each_of_set(&through, block.place);
        let is_known = |(key, _): &(Val, Val)| key.as_known_text().is_some();
        if all.is_empty() || all.len() > MOST || !all.iter().all(is_known) {
            return once;
        }
        let each =
            |(key, value): (Val, Val)| (Some(key.clone()), vec![each(key, value, block.place)]);
        all.into_iter().map(each).collect()
    }

    /// `each` of one that nobody knows: another one of other things.
    fn some_of(&mut self, through: &Val, place: Place) -> Entry {
        let _ = self.spend(through.size() / 16, place);
        let by = fingerprint("each", &[through]);
        let what = |of: &str| match &through.kind {
            Kind::Unknown(unknown) => unknown.what.to_string(),
            _ => format!("the value of `each.{of}`"),
        };
        let key = Unknown::told_apart("each.key", &by, what("key")).one_text();
        let value = Unknown::told_apart("each.value", &by, what("value"));
        each(Val::unknown(key, place), Val::unknown(value, place), place)
    }

    /// Of a set the key is the value.
    fn each_of_set(&mut self, through: &Val, place: Place) -> Vec<(Val, Val)> {
        match &through.kind {
            Kind::List(items) => items.iter().map(|it| (it.clone(), it.clone())).collect(),
            _ => self.each(through, place),
        }
    }

    /// The arguments of a block and the blocks within, as an object. Blocks of a kind are a list.
    pub(super) fn arguments(&mut self, body: &Body, scope: &Scope<'_>, place: Place) -> Val {
        let mut entries: Vec<Entry> = Vec::new();
        let mut kinds: Vec<(&str, Place, Vec<Val>)> = Vec::new();
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        for block in &body.blocks {
            let kind = match (block.kind.as_str(), block.labels.first()) {
                ("dynamic", Some(label)) => label.as_str(),
                (kind, _) => kind,
            };
            let values = self.block_values(block, scope);
            let number = *numbers.entry(kind).or_insert(kinds.len());
            match kinds.get_mut(number) {
                Some((_, _, all)) => all.extend(values),
                None => kinds.push((kind, block.kind_place, values)),
            }
        }
        for attribute in &body.attributes {
            // In the syntax of JSON blocks look like arguments.
            if !numbers.contains_key(attribute.name.as_str()) {
                let (asked, read) = (self.choices.asked(), self.variables_read);
                let mut value = self.eval(&attribute.value, scope);
                // What decides that there is nothing may as well decide whether the block is there.
                let is_chosen = self.choices.asked() != asked || self.variables_read != read;
                if is_chosen && matches!(&value.kind, Kind::List(items) if items.is_empty()) {
                    // Which of them it hangs on is told beside it, where what decides on it is.
                    let written = self.configuration.written(attribute.value.place).to_owned();
                    value = self.made_of(&written, &[], attribute.value.place);
                }
                entries.push(Entry::known(&attribute.name, attribute.name_place, value));
            }
        }
        for (kind, kind_place, values) in kinds {
            entries.push(Entry::known(kind, kind_place, Val::list(values, place)));
        }
        Val::object(entries, place)
    }

    /// A block as an object, a `dynamic` one for each of what it goes through.
    pub(super) fn block_values(&mut self, block: &Block, scope: &Scope<'_>) -> Vec<Val> {
        let mut values = Vec::new();
        self.each_block(block, scope, &mut |it, body, scope| {
            let value = it.deeper(block.place, |it| it.arguments(body, scope, block.place));
            values.push(value);
        });
        values
    }

    /// Goes to the body of a block, of a `dynamic` one as often as it is there.
    pub(super) fn each_block(
        &mut self,
        block: &Block,
        scope: &Scope<'_>,
        then: &mut dyn FnMut(&mut Self, &Body, &Scope<'_>),
    ) {
        let ("dynamic", Some(label)) = (block.kind.as_str(), block.labels.first()) else {
            return then(self, &block.body, scope);
        };
        let iterator = block.body.attribute("iterator").map(|it| &it.value.form);
        let iterator = match iterator {
            Some(Form::Name(name)) => name.clone(),
            Some(_) => {
                let text = block.body.attribute("iterator").and_then(|it| it.value.as_text());
                text.unwrap_or(label).to_owned()
            }
            None => label.clone(),
        };
        let through = match block.body.attribute("for_each") {
            Some(for_each) => self.eval(&for_each.value, scope),
            None => self.made_of("dynamic", &[], block.place),
        };
        let read = self.variables_read;
        let all = match &through.kind {
            Kind::List(items) => {
                let mut all = Vec::new();
                for (index, item) in items.iter().enumerate() {
                    // Of a set the key is the value, of a list the number: nobody asks for the number of a set.
                    let key = match &item.kind {
                        Kind::Text(_) => item.clone(),
                        _ => Val::new(item.place, Kind::Number(index.to_string().into())),
                    };
                    all.push((key, item.clone()));
                }
                all
            }
            _ => self.each(&through, block.place),
        };
        self.variables_read = read;
        let contents = block.body.blocks_of("content").collect::<Vec<_>>();
        for (key, value) in all {
            if self.spend(1, block.place).is_some() {
                break;
            }
            let entries = vec![
                Entry::known("key", block.place, key),
                Entry::known("value", block.place, value),
            ];
            let bound = Val::object(entries, block.place);
            let scope = scope.with(&iterator, &bound);
            for content in &contents {
                then(self, &content.body, &scope);
            }
        }
    }
}

/// Whether it is written that there is none: `0`, `[]` or `{}`.
fn is_nothing(expr: &Expr) -> bool {
    match &expr.form {
        Form::Number(number) => number.parse() == Ok(0),
        Form::List(items) => items.is_empty(),
        Form::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn each(key: Val, value: Val, place: Place) -> Entry {
    let entries = vec![Entry::known("key", place, key), Entry::known("value", place, value)];
    Entry::known("each", place, Val::object(entries, place))
}

fn count(index: Val, place: Place) -> Entry {
    Entry::known("count", place, Val::object(vec![Entry::known("index", place, index)], place))
}
