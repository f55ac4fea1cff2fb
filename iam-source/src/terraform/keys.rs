//! Rows of a map by a key that nobody knows before a plan: each of them is a way.

use super::choices::Picked;
use super::evaluate::Evaluator;
use super::place::Place;
use super::scope::Scope;
use super::syntax::{Binary, Expr, Form};
use super::value::{Kind, Text, Unknown, Val};
use super::variants::MOST_VARIANTS;

/// A key, and how it is known again where the same is asked for.
pub(super) struct Key {
    instance: usize,
    name: String,
    value: Val,
}

/// What a key is in one run.
pub(super) enum Chosen {
    /// One of those there are.
    One(String),
    /// Something else.
    Another,
}

/// The row of a key in one run.
pub(super) enum Row {
    /// Its value.
    Of(Val),
    /// There is none.
    Missing,
}

impl Evaluator<'_> {
    /// A key that is not known, or that a variable decides whose value nothing here fixes.
    pub(super) fn open_key(&mut self, expr: &Expr, scope: &Scope<'_>) -> (Val, Option<Key>) {
        let open = self.variables_open;
        let value = self.eval(expr, scope);
        let is_open = self.variables_open != open;
        let key = self.key(expr, &value, is_open, scope);
        (value, key)
    }

    fn key(&mut self, expr: &Expr, value: &Val, is_open: bool, scope: &Scope<'_>) -> Option<Key> {
        let (instance, name) = match &value.kind {
            // A module that is called has these of who calls it.
            Kind::Unknown(Unknown { name, .. })
                if name.starts_with("var.") || name.starts_with("terraform.") =>
            {
                (0, name.to_string())
            }
            Kind::Unknown(Unknown { name, .. }) => (scope.instance, name.to_string()),
            Kind::Text(text) if text.as_known().is_none() => (scope.instance, text.text.clone()),
            Kind::Text(_) | Kind::Number(_) if is_open => {
                (scope.instance, self.configuration.written(expr.place).to_owned())
            }
            _ => return None,
        };
        self.is_asked(expr, scope);
        Some(Key { instance, name, value: value.clone() })
    }

    /// The row of a map or a list that a key means in this run. None if it is not known what rows there are.
    pub(super) fn row(&mut self, of: &Val, key: &Key, may_be_none: bool) -> Option<Row> {
        let names: Vec<String> = match &of.kind {
            Kind::Object(entries) => {
                let names = entries.iter().map(|it| it.key.as_known().map(str::to_owned));
                names.collect::<Option<_>>()?
            }
            Kind::List(items) if items.iter().all(|it| it.as_unknown().is_none()) => {
                (0..items.len()).map(|it| it.to_string()).collect()
            }
            _ => return None,
        };
        // A map of all regions is no choice among policies: what is looked up there stays a hole.
        if names.len() > MOST_VARIANTS {
            return None;
        }
        let Chosen::One(chosen) = self.pick(key, &names, may_be_none)? else {
            return Some(Row::Missing);
        };
        let row = match &of.kind {
            Kind::Object(_) => of.entry(&chosen).map(|it| &it.value),
            _ => chosen.parse().ok().and_then(|at: usize| of.items().get(at)),
        };
        Some(row.map_or(Row::Missing, |row| Row::Of(row.clone())))
    }

    /// Which of these a key is in this run, the same one wherever it is asked for. None if nothing is there to choose
    /// from.
    pub(super) fn pick(
        &mut self,
        key: &Key,
        names: &[String],
        may_be_none: bool,
    ) -> Option<Chosen> {
        let picked = self.choices.picked(key.instance, &key.name);
        let others = match picked {
            Some(Picked::One(name)) => return Some(Chosen::One(name)),
            Some(Picked::NoneOf(names)) => names,
            None => Vec::new(),
        };
        let fits = |name: &&String| !others.contains(name) && may_be(&key.value, name);
        let open: Vec<&String> = names.iter().filter(fits).collect();
        if open.is_empty() {
            return (!names.is_empty()).then_some(Chosen::Another);
        }
        let known = match &key.value.kind {
            Kind::Text(text) => text.as_known(),
            Kind::Number(number) => Some(&**number),
            _ => None,
        };
        let likely = match known {
            Some(known) => open.iter().position(|name| *name == known),
            None => Some(0),
        };
        let likely = likely.unwrap_or(if may_be_none { open.len() } else { 0 });
        let what = format!("{} is one of {} and none of {}", key.name, open.len(), others.len());
        let count = open.len() + usize::from(may_be_none);
        let way = self.choices.way(key.instance, &what, count, likely);
        let (chosen, picked) = if let Some(name) = open.get(way) {
            (Chosen::One((*name).clone()), Picked::One((*name).clone()))
        } else {
            let others = others.into_iter().chain(names.iter().cloned()).collect();
            (Chosen::Another, Picked::NoneOf(others))
        };
        self.choices.pick(key.instance, &key.name, picked);
        Some(chosen)
    }

    /// Whether `key == "text"` holds, where the key is one that nobody knows: then it is that text in all of this run,
    /// or is none of it. None if this is no such condition.
    pub(super) fn is_picked(&mut self, condition: &Expr, scope: &Scope<'_>) -> Option<bool> {
        let Form::Binary(operator @ (Binary::Equal | Binary::NotEqual), sides) = &condition.form
        else {
            return None;
        };
        let [left, right] = &**sides;
        let (asked, name) = match (left.as_text(), right.as_text()) {
            (None, Some(name)) => (left, name),
            (Some(name), None) => (right, name),
            _ => return None,
        };
        let read = self.variables_read;
        let value = self.eval(asked, scope);
        let is_open = self.variables_read != read;
        let key = self.key(asked, &value, is_open, scope)?;
        let name = name.to_owned();
        let chosen = self.pick(&key, std::slice::from_ref(&name), true)?;
        Some(
            matches!(chosen, Chosen::One(chosen) if chosen == name) == (*operator == Binary::Equal),
        )
    }

    /// What `lookup(map, key, default)` gives where nobody knows the key.
    pub(super) fn row_or_default(
        &mut self,
        arguments: &[Expr],
        place: Place,
        scope: &Scope<'_>,
    ) -> Option<Val> {
        let [map, key, default @ ..] = arguments else { return None };
        let map = self.eval(map, scope);
        let (_, key) = self.open_key(key, scope);
        let row = self.row(&map, &key?, !default.is_empty())?;
        Some(match (row, default.first()) {
            (Row::Of(row), _) => row.seen_at(place),
            (Row::Missing, Some(default)) => self.eval(default, scope),
            (Row::Missing, None) => self.made_of("lookup", &[&map], place),
        })
    }
}

/// Whether a text of which parts are not known may be this one.
fn may_be(value: &Val, name: &str) -> bool {
    let Kind::Text(text) = &value.kind else { return true };
    let Text { text, gaps, .. } = &**text;
    let (Some(first), Some(last)) = (gaps.first(), gaps.last()) else { return true };
    let before = text.get(..first.at).unwrap_or_default();
    // `${name}`
    let after = last.at + "${}".len() + last.unknown.name.len();
    let after = text.get(after..).unwrap_or_default();
    name.strip_prefix(before).is_some_and(|rest| rest.ends_with(after))
}
