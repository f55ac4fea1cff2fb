//! What was decided so that a value is what it is: texts that are the same where the same is decided.

use super::choices::Picked;
use super::evaluate::Evaluator;
use super::place::Place;
use super::scope::Scope;
use super::syntax::{Block, Expr, Form, Step};
use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// How many bytes of text count as one step of work.
const BYTES_A_STEP: usize = 4;

/// How many expressions that are looked at count as one, too.
const LOOKED_AT_A_STEP: usize = 16;

impl Evaluator<'_> {
    /// What was decided in this run, and what those locals and arguments say that it hangs on.
    pub(super) fn decided(&mut self, place: Place) -> BTreeSet<Arc<str>> {
        let address = |instance: &usize| self.instances.get(*instance).map(|it| &*it.address);
        let (held, picked) = self.choices.decided();
        let held = held
            .map(|((of, what), holds)| format!("{}{what} is {holds}", address(of).unwrap_or("?")));
        let picked = picked.map(|((of, what), picked)| {
            let of = address(of).unwrap_or("?");
            match picked {
                Picked::One(name) => format!("{of}{what} is {name:?}"),
                Picked::NoneOf(names) => {
                    let names: BTreeSet<_> = names.iter().collect();
                    format!("{of}{what} is none of {names:?}")
                }
            }
        });
        let way: BTreeSet<String> = held.chain(picked).collect();
        if way.is_empty() {
            return BTreeSet::new();
        }
        let way = Vec::from_iter(way).join(", ");
        let said = self.choices.said.values();
        let mut decided: BTreeSet<_> = said.flat_map(|it| it.iter().cloned()).collect();
        let _ = self.spend(way.len() / BYTES_A_STEP + decided.len(), place);
        decided.insert(way.into());
        decided
    }

    /// Notes what an expression hangs on that something is decided by in this run.
    pub(super) fn is_asked(&mut self, expr: &Expr, scope: &Scope<'_>) {
        if self.choices.is_trial {
            return;
        }
        let instance = scope.instance;
        // What a name stands for here it need not stand for the next time.
        let mut open = vec![expr];
        while let Some(expr) = open.pop() {
            expr.each_inner(&mut |inner| open.push(inner));
            let Form::Name(name) = &expr.form else { continue };
            let Some(value) = scope.get(name) else { continue };
            let key = (instance, value.place);
            if !self.choices.said.contains_key(&key) {
                let text = self.said(instance, name, value.place);
                self.choices.said.insert(key, [text].into());
            }
        }
        let key = (instance, expr.place);
        if !self.choices.said.contains_key(&key) {
            let behind = self.behind(instance, expr);
            self.choices.said.insert(key, behind);
        }
    }

    /// What decides whether a block is there, or how often, where that is not known: in its module, and in those
    /// that call it.
    pub(super) fn there_if(&mut self, instance: usize, block: &Block) -> BTreeSet<Arc<str>> {
        let mut texts = BTreeSet::new();
        let mut next = Some((instance, block));
        while let Some((instance, block)) = next {
            for name in ["count", "for_each"] {
                let Some(asked) = block.body.attribute(name) else { continue };
                if self.without_choice(&asked.value, &Scope::of(instance)).is_none() {
                    texts.insert(self.said(instance, name, asked.value.place));
                    texts.extend(self.behind(instance, &asked.value).iter().cloned());
                }
            }
            let caller = self.instances.get(instance).and_then(|it| it.caller.as_ref());
            next = caller.and_then(|(caller, call)| {
                Some((*caller, self.folder(*caller)?.modules.get(call)?))
            });
        }
        texts
    }

    /// What the locals, the arguments and outputs of modules and other attributes say that an expression asks for,
    /// however they lead to it.
    pub(super) fn behind(&mut self, instance: usize, expr: &Expr) -> Rc<[Arc<str>]> {
        let key = (instance, expr.place);
        if let Some(known) = self.behind.get(&key) {
            return Rc::clone(known);
        }
        let texts: Rc<[_]> = self.found_behind(instance, expr).into();
        self.behind.insert(key, Rc::clone(&texts));
        texts
    }

    fn found_behind(&mut self, instance: usize, expr: &Expr) -> Vec<Arc<str>> {
        let mut texts = vec![self.said(instance, "", expr.place)];
        let (mut seen, mut looked_at) = (HashSet::new(), 0_usize);
        let mut open = vec![(instance, expr)];
        // What is written stays where it is while this looks at it.
        let configuration = self.configuration;
        while let Some((instance, expr)) = open.pop() {
            looked_at += 1;
            if looked_at % LOOKED_AT_A_STEP == 0 && self.spend(1, expr.place).is_some() {
                break;
            }
            expr.each_inner(&mut |inner| open.push((instance, inner)));
            let Form::Traversal(of, steps) = &expr.form else { continue };
            let (Form::Name(kind), [Step::Attribute(name), rest @ ..]) = (&of.form, &**steps)
            else {
                continue;
            };
            let folder = |number: usize| {
                let folder = self.instances.get(number).map(|it| it.folder);
                folder.and_then(|folder| configuration.folders.get(folder))
            };
            let found = match kind.as_str() {
                "local" => {
                    folder(instance).and_then(|it| it.locals.get(name)).map(|it| (instance, it))
                }
                "var" => {
                    let caller = self.instances.get(instance).and_then(|it| it.caller.as_ref());
                    let argument = caller.and_then(|(caller, call)| {
                        let call = folder(*caller)?.modules.get(call)?;
                        call.body.attribute(name).map(|it| (*caller, it))
                    });
                    // Its default, or what a file of values says.
                    let variable = folder(instance).and_then(|it| it.variables.get(name));
                    let default = variable.and_then(|it| it.body.attribute("default"));
                    argument.or_else(|| Some((instance, default?)))
                }
                "module" => rest.iter().find_map(|step| {
                    let Step::Attribute(output) = step else { return None };
                    let called = *self.numbers.get(&(instance, name.clone()))?;
                    let output = folder(called)?.outputs.get(output)?;
                    Some((called, output.body.attribute("value")?))
                }),
                "data" => match rest {
                    [Step::Attribute(of), Step::Attribute(attribute), ..] => {
                        let block = folder(instance).and_then(|it| it.data_source(name, of));
                        Some(instance).zip(block.and_then(|it| it.body.attribute(attribute)))
                    }
                    _ => None,
                },
                type_name => match rest {
                    [Step::Attribute(attribute), ..] => {
                        let block = folder(instance).and_then(|it| it.resource(type_name, name));
                        Some(instance).zip(block.and_then(|it| it.body.attribute(attribute)))
                    }
                    _ => None,
                },
            };
            if let Some((instance, attribute)) = found
                && seen.insert((instance, attribute.value.place))
            {
                let name = format!("{kind}.{name} {}", attribute.name);
                texts.push(self.said(instance, &name, attribute.value.place));
                open.push((instance, &attribute.value));
            }
        }
        texts
    }

    /// What is written there, of this name in that module.
    fn said(&mut self, instance: usize, name: &str, place: Place) -> Arc<str> {
        let key = (instance, name.to_owned(), place);
        if let Some(known) = self.definitions.get(&key) {
            return Arc::clone(known);
        }
        let address = self.instances.get(instance).map_or("", |it| it.address.as_str());
        let text = format!("{address}{name} = {}", self.configuration.written(place));
        let _ = self.spend(text.len() / BYTES_A_STEP, place);
        let text: Arc<str> = text.into();
        self.definitions.insert(key, Arc::clone(&text));
        text
    }
}
