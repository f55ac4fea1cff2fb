//! Expressions to values, as far as that goes without a plan.

use super::choices::Choices;
use super::comparison::{equal, less};
use super::configuration::{Configuration, Folder};
use super::files::Files;
use super::identity::fingerprint;
use super::json_text;
use super::keys::Row;
use super::lookup::{Key, Known};
use super::place::Place;
use super::scope::Scope;
use super::syntax::{Binary, Expr, For, Form, Part, Step, Unary};
use super::value::{Entry, Kind, LONGEST_TEXT, Text, Unknown, Val};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// How deep expressions lead into each other.
const MAX_DEPTH: u32 = 160;

/// How many steps are spent on any configuration.
const STEPS: u64 = 2_000_000;

/// How many more are spent for each byte of it.
const STEPS_A_BYTE: u64 = 8;

/// A module as it is called.
#[derive(Debug)]
pub(crate) struct Instance {
    /// The number of its folder.
    pub(crate) folder: usize,
    /// What it is called: `module.a.`, or nothing for the outermost.
    pub(crate) address: String,
    /// Who calls it, and the name of the call.
    pub(crate) caller: Option<(usize, String)>,
}

/// Evaluates expressions of one configuration.
pub(crate) struct Evaluator<'m> {
    /// What it says.
    pub(crate) configuration: &'m Configuration,
    /// The files beside it.
    pub(crate) files: &'m dyn Files,
    /// Its modules, as they are called.
    pub(crate) instances: Vec<Instance>,
    /// Which way conditions went.
    pub(crate) choices: Choices,
    /// How often a variable was asked for.
    pub(crate) variables_read: u64,
    /// How often one was whose value nothing here fixes.
    pub(super) variables_open: u64,
    /// What was taken for granted in this run.
    pub(super) assumed: Vec<Arc<str>>,
    /// Whether a row that is not there leads to something else.
    pub(super) is_tried: bool,
    /// What was looked up, and is the same in every run, in this one, or while something is tried out.
    pub(super) known: [HashMap<Key, Known>; 3],
    pub(super) numbers: HashMap<(usize, String), usize>,
    /// What is written of what expressions ask for, by their modules and their places.
    pub(super) behind: HashMap<(usize, Place), Rc<[Arc<str>]>>,
    /// The text of each definition among that, by its module, its name and its place.
    pub(super) definitions: HashMap<(usize, String, Place), Arc<str>>,
    /// The number of each folder as a module that nobody calls.
    pub(super) uncalled: HashMap<usize, usize>,
    depth: u32,
    steps_left: u64,
}

impl<'m> Evaluator<'m> {
    /// For this configuration.
    pub(crate) fn new(configuration: &'m Configuration, files: &'m dyn Files) -> Self {
        let len: usize = configuration.files.iter().map(|file| file.text.len()).sum();
        Self {
            configuration,
            files,
            instances: vec![Instance { folder: 0, address: String::new(), caller: None }],
            choices: Choices::default(),
            variables_read: 0,
            variables_open: 0,
            assumed: Vec::new(),
            is_tried: false,
            known: Default::default(),
            numbers: HashMap::new(),
            behind: HashMap::new(),
            definitions: HashMap::new(),
            uncalled: HashMap::new(),
            depth: 0,
            steps_left: STEPS + STEPS_A_BYTE * len as u64,
        }
    }

    /// The folder of an instance.
    pub(crate) fn folder(&self, instance: usize) -> Option<&'m Folder> {
        self.configuration.folders.get(self.instances.get(instance)?.folder)
    }

    /// Counts work; not known is what it has come to if there was too much.
    pub(super) fn spend(&mut self, steps: usize, place: Place) -> Option<Val> {
        self.steps_left = self.steps_left.saturating_sub(steps as u64);
        (self.steps_left == 0).then(|| {
            let what = "more work than is spent on one configuration";
            Val::unknown(Unknown::new("too.much", what), place)
        })
    }

    /// What is written there, cut short, and that its value would be needed.
    pub(super) fn in_words(&self, place: Place) -> (String, String) {
        let written = self.configuration.written(place);
        let short: String = written.chars().take(80).collect();
        let what = if short.len() < written.len() {
            format!("the value of `{short}…`")
        } else {
            format!("the value of `{short}`")
        };
        (short, what.replace('\n', " "))
    }

    /// The value of an expression.
    pub(crate) fn eval(&mut self, expr: &Expr, scope: &Scope<'_>) -> Val {
        self.deeper(expr.place, |it| it.form(expr, scope))
    }

    /// Goes one level deeper, as far as that is allowed.
    pub(super) fn deeper(&mut self, place: Place, evaluate: impl FnOnce(&mut Self) -> Val) -> Val {
        if let Some(unknown) = self.spend(1, place) {
            return unknown;
        }
        if self.depth >= MAX_DEPTH {
            let what = format!("an expression that leads less than {MAX_DEPTH} levels deep");
            return Val::unknown(Unknown::new("too.deep", what), place);
        }
        self.depth += 1;
        let value = evaluate(self);
        self.depth -= 1;
        value
    }

    fn form(&mut self, expr: &Expr, scope: &Scope<'_>) -> Val {
        let place = expr.place;
        match &expr.form {
            Form::Null => Val::null(place),
            Form::Bool(value) => Val::new(place, Kind::Bool(*value)),
            Form::Number(number) => Val::new(place, Kind::Number(number.as_str().into())),
            Form::Template(parts) => self.template(parts, place, scope),
            Form::List(items) => {
                let items = items.iter().map(|item| self.eval(item, scope)).collect();
                Val::list(items, place)
            }
            Form::Object(members) => {
                let mut entries = Vec::with_capacity(members.len());
                for (key, value) in members {
                    // A name in parentheses is the value of that name; without, it is a text.
                    let key_value = self.eval(key, scope);
                    let text = self.as_text(&key_value);
                    let value = self.eval(value, scope);
                    entries.push(Entry { key: text, key_place: key.place, value });
                }
                Val::object(entries, place)
            }
            Form::Name(name) => match scope.get(name) {
                Some(value) => value.clone().seen_at(place),
                None => self.named(name, &[], place, scope),
            },
            Form::Traversal(of, steps) => self.traversal(of, steps, place, scope),
            Form::Call(call) => self.call(call, place, scope),
            Form::Unary(Unary::Not, inner) => {
                let value = self.eval(inner, scope);
                match value.kind {
                    Kind::Bool(value) => Val::new(place, Kind::Bool(!value)),
                    _ => self.made_of("!", &[&value], place),
                }
            }
            Form::Unary(Unary::Minus, inner) => {
                let value = self.eval(inner, scope);
                match &value.kind {
                    Kind::Number(number) => {
                        let number = number
                            .strip_prefix('-')
                            .map_or_else(|| format!("-{number}"), str::to_owned);
                        Val::new(place, Kind::Number(number.into()))
                    }
                    _ => self.made_of("-", &[&value], place),
                }
            }
            Form::Binary(operator, sides) => self.binary(*operator, sides, place, scope),
            Form::If(parts) => {
                let [condition, yes, no] = &**parts;
                if self.decide(condition, scope) {
                    self.eval(yes, scope)
                } else {
                    self.eval(no, scope)
                }
            }
            Form::For(it) => self.for_expr(it, place, scope),
        }
    }

    /// Whether a condition holds. What a variable or a plan decides is tried both ways.
    fn decide(&mut self, condition: &Expr, scope: &Scope<'_>) -> bool {
        let read = self.variables_read;
        let holds = self.is_picked(condition, scope);
        let holds = holds.unwrap_or_else(|| self.decide_anew(condition, scope));
        // What hangs on it is known in this run: it is not to be decided once more.
        self.variables_read = read;
        holds
    }

    fn decide_anew(&mut self, condition: &Expr, scope: &Scope<'_>) -> bool {
        let read = self.variables_read;
        let value = self.eval(condition, scope);
        let known = as_bool(&value);
        match known {
            Some(value) if self.variables_read == read => value,
            _ => {
                self.is_asked(condition, scope);
                let text = self.configuration.written(condition.place);
                self.choices.choose(scope.instance, text, known.unwrap_or(true))
            }
        }
    }

    fn binary(
        &mut self,
        operator: Binary,
        sides: &[Expr; 2],
        place: Place,
        scope: &Scope<'_>,
    ) -> Val {
        let [left, right] = sides;
        let read = self.variables_read;
        let left = self.eval(left, scope);
        let read_left = self.variables_read;
        let decisive = match operator {
            Binary::And => Some(false),
            Binary::Or => Some(true),
            _ => None,
        };
        // What does not count is not asked, so that no variable in it makes the answer one of two.
        let is_decided = decisive.is_some() && as_bool(&left) == decisive;
        if is_decided && read_left == read {
            return left.with(Kind::Bool(decisive == Some(true)));
        }
        let right = self.eval(right, scope);
        if decisive.is_some() && as_bool(&right) == decisive && self.variables_read == read_left {
            self.variables_read = read;
        }
        let value = match operator {
            Binary::And => match (as_bool(&left), as_bool(&right)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Binary::Or => match (as_bool(&left), as_bool(&right)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
            Binary::Equal => equal(&left, &right),
            Binary::NotEqual => equal(&left, &right).map(|equal| !equal),
            Binary::Less(or_equal) => less(&left, &right, or_equal),
            Binary::Greater(or_equal) => less(&right, &left, or_equal),
            Binary::Arithmetic(_) => None,
        };
        match value {
            Some(value) => Val::new(place, Kind::Bool(value)),
            None => self.made_of(&format!("{operator:?}"), &[&left, &right], place),
        }
    }

    fn for_expr(&mut self, it: &For, place: Place, scope: &Scope<'_>) -> Val {
        let through = self.eval(&it.through, scope);
        let mut items = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for (key, value) in self.each(&through, place) {
            if self.spend(1, place).is_some() {
                break;
            }
            let outer = match &it.key {
                Some(name) => scope.with(name, &key),
                None => *scope,
            };
            let inner = outer.with(&it.value, &value);
            let mut kept_if = None;
            if let Some(condition) = &it.condition {
                let holds = self.eval(condition, &inner);
                match as_bool(&holds) {
                    Some(false) => continue,
                    Some(true) => {}
                    // How many there are is not known.
                    None => {
                        self.variables_read += 1;
                        kept_if = Some(holds);
                    }
                }
            }
            let mut value = self.eval(&it.value_expr, &inner);
            if let Some(holds) = kept_if {
                value = self.kept_if(&value, &holds, &key);
            }
            let Some(key_expr) = &it.key_expr else {
                items.push(value);
                continue;
            };
            let key = self.eval(key_expr, &inner);
            let key_place = key.place;
            let key = self.as_text(&key);
            match numbers.get(&key.text).and_then(|at| entries.get_mut(*at)) {
                Some(earlier) if it.grouped => {
                    let mut values = earlier.value.items().to_vec();
                    values.push(value);
                    earlier.value = Val::list(values, place);
                }
                Some(earlier) => earlier.value = value,
                None => {
                    numbers.insert(key.text.clone(), entries.len());
                    let value = if it.grouped { Val::list(vec![value], place) } else { value };
                    entries.push(Entry { key, key_place, value });
                }
            }
        }
        if it.key_expr.is_some() { Val::object(entries, place) } else { Val::list(items, place) }
    }

    /// Each key and value of a collection. Of one that is not known it is one that is not known.
    pub(super) fn each(&mut self, through: &Val, place: Place) -> Vec<(Val, Val)> {
        match &through.kind {
            Kind::List(items) => {
                let number = |(index, item): (usize, &Val)| {
                    let number = Kind::Number(index.to_string().into());
                    (Val::new(item.place, number), item.clone())
                };
                items.iter().enumerate().map(number).collect()
            }
            Kind::Object(entries) => entries
                .iter()
                .map(|entry| {
                    let key = Kind::Text(Rc::clone(&entry.key));
                    (Val::new(entry.key_place, key), entry.value.clone())
                })
                .collect(),
            Kind::Null => Vec::new(),
            Kind::Unknown(unknown) => {
                let value = Unknown { text: false, ..unknown.clone() };
                let by = fingerprint("key", &[through]);
                let name = format!("{}.key", unknown.name);
                let key = Unknown::told_apart(&name, &by, Rc::clone(&unknown.what)).one_text();
                vec![(Val::unknown(key, place), through.with(Kind::Unknown(value)))]
            }
            _ => {
                let [key, value] = ["key", "value"].map(|of| self.made_of(of, &[through], place));
                vec![(key, value)]
            }
        }
    }

    /// A string: the value itself where it is nothing but that.
    fn template(&mut self, parts: &[Part], place: Place, scope: &Scope<'_>) -> Val {
        if let [Part::Value(_, inner)] = parts {
            let value = self.eval(inner, scope);
            // Where it is put in, unless it is a document that stands elsewhere.
            return match value.kind {
                Kind::Json(_) | Kind::Null => value,
                _ => value.seen_at(place),
            };
        }
        let mut text = Text::default();
        self.parts(parts, scope, &mut text);
        Val::new(place, Kind::Text(Rc::new(text)))
    }

    fn parts(&mut self, parts: &[Part], scope: &Scope<'_>, to: &mut Text) {
        for part in parts {
            if to.text.len() > LONGEST_TEXT {
                return;
            }
            match part {
                Part::Literal(text, spots) => {
                    let part = Text { text: text.clone(), spots: spots.clone(), gaps: Vec::new() };
                    to.push(&part);
                }
                Part::Value(place, inner) => {
                    let value = self.eval(inner, scope);
                    let text = self.as_text(&value);
                    let _ = self.spend(text.text.len() / 64, *place);
                    // A text of this file keeps its places; one of another stands where it is put in.
                    let is_here = value.place.file == place.file && !text.text.is_empty();
                    match (is_here, &value.kind) {
                        (true, Kind::Text(_) | Kind::Json(_)) => to.push(&text),
                        _ => to.push(&text.at(*place)),
                    }
                }
                Part::If(condition, yes, no) => {
                    let parts = if self.decide(condition, scope) { yes } else { no };
                    self.parts(parts, scope, to);
                }
                Part::For(place, key_name, value_name, through, body) => {
                    let through = self.eval(through, scope);
                    for (key, value) in self.each(&through, *place) {
                        if to.text.len() > LONGEST_TEXT {
                            break;
                        }
                        let outer = match key_name {
                            Some(name) => scope.with(name, &key),
                            None => *scope,
                        };
                        self.parts(body, &outer.with(value_name, &value), to);
                    }
                }
            }
        }
    }

    /// A value as a part of a string.
    pub(super) fn as_text(&mut self, value: &Val) -> Rc<Text> {
        match &value.kind {
            Kind::Text(text) => Rc::clone(text),
            Kind::Json(inner) => Rc::new(json_text::encode(inner, value.place)),
            Kind::Bool(bool) => Rc::new(Text::known(bool.to_string(), value.place)),
            Kind::Number(number) => Rc::new(Text::known(&**number, value.place)),
            Kind::Unknown(unknown) => Rc::new(Text::gap(unknown.clone(), value.place)),
            Kind::Null | Kind::List(_) | Kind::Object(_) => {
                let unknown = self.made_of("text", &[value], value.place);
                match unknown.kind {
                    Kind::Unknown(unknown) => Rc::new(Text::gap(unknown, value.place)),
                    _ => Rc::default(),
                }
            }
        }
    }

    /// What one step leads to.
    pub(super) fn step(&mut self, value: Val, step: &Step, place: Place, scope: &Scope<'_>) -> Val {
        let index = match step {
            Step::Attribute(name) => Val::text(name.as_str(), place),
            Step::Index(index) => {
                let (index, key) = self.open_key(index, scope);
                let row = key.and_then(|key| self.row(&value, &key, self.is_tried));
                match row {
                    Some(Row::Of(row)) => return row,
                    Some(Row::Missing) => {
                        return self.missing(&value, &index, place);
                    }
                    None => index,
                }
            }
            Step::Splat => return value,
        };
        let name = match &index.kind {
            Kind::Text(text) => text.text.clone(),
            Kind::Number(number) => number.to_string(),
            _ => String::new(),
        };
        let is_known = match &index.kind {
            Kind::Text(text) => text.as_known().is_some(),
            Kind::Number(_) => true,
            _ => false,
        };
        // Members are looked through one by one.
        let _ = self.spend(value.entries().len() / 16, place);
        match &value.kind {
            Kind::Object(_) if is_known => match value.entry(&name) {
                Some(entry) => entry.value.clone(),
                None => self.missing(&value, &index, place),
            },
            Kind::List(items) => {
                let at = name.parse::<usize>().ok().filter(|_| is_known);
                let before = at.map_or(0, |at| at + 1);
                let countable = items.iter().take(before).all(|it| it.as_unknown().is_none());
                match at.and_then(|at| items.get(at)) {
                    Some(item) if countable || items.len() == 1 => self.selected(item, &name),
                    _ => self.made_of("index", &[&value, &index], place),
                }
            }
            Kind::Unknown(unknown) if is_known => value.with(Kind::Unknown(unknown.member(&name))),
            _ => self.made_of("index", &[&value, &index], place),
        }
    }

    /// What is not there.
    fn missing(&mut self, of: &Val, index: &Val, place: Place) -> Val {
        let value = self.made_of("index", &[of, index], place);
        match &value.kind {
            Kind::Unknown(unknown) => {
                let what = Unknown::MISSING.into();
                value.with(Kind::Unknown(Unknown { what, ..unknown.clone() }))
            }
            _ => value,
        }
    }
}

fn as_bool(value: &Val) -> Option<bool> {
    match &value.kind {
        Kind::Bool(value) => Some(*value),
        Kind::Text(text) => text.as_known()?.parse().ok(),
        _ => None,
    }
}
