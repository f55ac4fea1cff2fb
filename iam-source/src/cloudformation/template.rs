//! What stands where in a template.

use super::decided::definitions;
use super::evaluated::Evaluated;
use super::evaluator::Evaluator;
use super::facts::written;
use super::serverless::Settings;
use super::text::File;
use crate::fingerprint::Fingerprint;
use crate::found::Unchecked;
use iam_core::document::{Member, Node, Value};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// How often loops may go round: as often as there are more resources than a stack takes.
const MAX_ROUNDS: usize = 10_000;
/// How much text a template may be made of beside its own.
const MAX_TEXT: usize = 16_000_000;

/// What a condition says, with all that it asks for; none if that is too much.
type Definitions = Option<Rc<[Arc<str>]>>;

/// A template, its sections by their names.
#[derive(Debug)]
pub(super) struct Template<'d> {
    pub(super) file: File<'d>,
    pub(super) root: &'d Node<'d>,
    /// What variables of the Serverless Framework are filled with.
    pub(super) settings: Settings<'d>,
    parameters: HashMap<&'d str, &'d Node<'d>>,
    mappings: HashMap<&'d str, &'d Node<'d>>,
    conditions: HashMap<&'d str, &'d Node<'d>>,
    /// With their logical ids, in the order of the text.
    resources: Vec<(Cow<'d, str>, Resource<'d>)>,
    /// Where each logical id is first.
    places: HashMap<Cow<'d, str>, usize>,
    /// How often loops have gone round.
    rounds: usize,
    /// How much more text may be made.
    left: Cell<usize>,
    /// What conditions say, as far as that was asked.
    said: RefCell<HashMap<String, Definitions>>,
    /// What tells mappings from others, as far as that was asked.
    fingerprints: RefCell<HashMap<&'d str, Rc<str>>>,
}

/// A resource of a template.
#[derive(Clone, Debug)]
pub(super) struct Resource<'d> {
    pub(super) node: &'d Node<'d>,
    /// Such as `AWS::S3::Bucket`.
    pub(super) kind: &'d str,
    /// What the loops around it have set.
    pub(super) bindings: Bindings<'d>,
}

impl<'d> Resource<'d> {
    /// The value of a property.
    pub(super) fn property(&self, name: &str) -> Option<&'d Node<'d>> {
        Some(&self.node.member("Properties")?.node.member(name)?.node)
    }
}

/// What names stand for in a part of a template.
#[derive(Clone, Debug, Default)]
pub(super) struct Bindings<'d>(Option<Rc<Binding<'d>>>);

#[derive(Debug)]
struct Binding<'d> {
    name: Cow<'d, str>,
    value: Evaluated<'d>,
    outer: Bindings<'d>,
}

impl<'d> Bindings<'d> {
    /// With one more name.
    pub(super) fn with(&self, name: impl Into<Cow<'d, str>>, value: Evaluated<'d>) -> Self {
        Self(Some(Rc::new(Binding { name: name.into(), value, outer: self.clone() })))
    }

    /// What this name stands for.
    pub(super) fn get(&self, name: &str) -> Option<&Evaluated<'d>> {
        let mut bindings = self;
        while let Some(binding) = &bindings.0 {
            if binding.name == name {
                return Some(&binding.value);
            }
            bindings = &binding.outer;
        }
        None
    }

    /// The text with `${Name}` and `&{Name}` filled in, as loops do everywhere; none if there is none in it.
    pub(super) fn filled(&self, text: &str, template: &Template<'_>) -> Option<String> {
        let mut filled: Option<String> = None;
        let mut bindings = self;
        while let Some(binding) = &bindings.0 {
            if let Evaluated::Text(value) = &binding.value {
                for mark in ["$", "&"] {
                    let wanted = format!("{mark}{{{}}}", binding.name);
                    let text = filled.as_deref().unwrap_or(text);
                    let times = text.matches(&wanted).count();
                    let made = times.saturating_mul(value.content.len());
                    if times > 0 && template.takes(made) {
                        filled = Some(text.replace(&wanted, &value.content));
                    }
                }
            }
            bindings = &binding.outer;
        }
        filled
    }
}

impl<'d> Template<'d> {
    /// Of this tree; what it says of it that cannot be read goes to `unchecked`.
    pub(super) fn new(
        root: &'d Node<'d>,
        file: File<'d>,
        settings: Settings<'d>,
        unchecked: &mut Vec<Unchecked>,
    ) -> Self {
        let section = |name: &str| {
            let members = root.member(name).map_or(&[][..], |section| section.node.members());
            members.iter().map(|member| (member.key.as_ref(), &member.node)).collect()
        };
        let mut template = Self {
            file,
            root,
            settings,
            parameters: section("Parameters"),
            mappings: section("Mappings"),
            conditions: section("Conditions"),
            resources: Vec::new(),
            places: HashMap::new(),
            rounds: 0,
            left: Cell::new(file.text.len().saturating_mul(4).saturating_add(MAX_TEXT)),
            said: RefCell::default(),
            fingerprints: RefCell::default(),
        };
        if let Some(resources) = root.member("Resources") {
            template.add_all(&resources.node, &Bindings::default(), unchecked);
        }
        template
    }

    /// The logical ids and their resources, in the order of the text.
    pub(super) fn resources(&self) -> impl Iterator<Item = (&str, &Resource<'d>)> {
        self.resources.iter().map(|(id, resource)| (id.as_ref(), resource))
    }

    /// Whether so much more text may be made: what references put together could be far more than the template.
    pub(super) fn takes(&self, len: usize) -> bool {
        let left = self.left.get().checked_sub(len);
        self.left.set(left.unwrap_or(0));
        left.is_some()
    }

    pub(super) fn resource(&self, id: &str) -> Option<&Resource<'d>> {
        self.places.get(id).and_then(|at| self.resources.get(*at)).map(|(_, resource)| resource)
    }

    pub(super) fn parameter(&self, name: &str) -> Option<&'d Node<'d>> {
        self.parameters.get(name).copied()
    }

    /// What a condition says.
    pub(super) fn condition(&self, name: &str) -> Option<&'d Node<'d>> {
        self.conditions.get(name).copied()
    }

    /// What a condition says, and what those conditions and mappings say that it asks for; none if that is too much.
    pub(super) fn definitions_of(&self, name: &str) -> Definitions {
        if let Some(known) = self.said.borrow().get(name) {
            return known.clone();
        }
        let definitions: Definitions = definitions(self, name).map(Rc::from);
        self.said.borrow_mut().insert(name.to_owned(), definitions.clone());
        definitions
    }

    /// The rows of a mapping.
    pub(super) fn mapping(&self, name: &str) -> Option<&'d Node<'d>> {
        self.mappings.get(name).copied()
    }

    /// A fingerprint of all that a mapping says.
    pub(super) fn fingerprint_of(&self, mapping: &str) -> Option<Rc<str>> {
        let (name, rows) = self.mappings.get_key_value(mapping)?;
        let mut known = self.fingerprints.borrow_mut();
        let fingerprint =
            known.entry(name).or_insert_with(|| Fingerprint::of(&written(rows)).into());
        Some(Rc::clone(fingerprint))
    }

    /// What a mapping has under these keys.
    pub(super) fn mapped(&self, mapping: &str, first: &str, second: &str) -> Option<&'d Node<'d>> {
        let mapping = *self.mappings.get(mapping)?;
        let values = &mapping.member(first)?.node;
        // Both are searched one by one.
        let is_found = self.takes(mapping.members().len() + values.members().len());
        is_found.then(|| values.member(second)).flatten().map(|found| &found.node)
    }

    fn add_all(
        &mut self,
        resources: &'d Node<'d>,
        bindings: &Bindings<'d>,
        unchecked: &mut Vec<Unchecked>,
    ) {
        for member in resources.members() {
            if member.key.starts_with("Fn::ForEach::") {
                if let Err(reason) = self.add_loop(member, bindings, unchecked) {
                    let name = member.key.as_ref();
                    unchecked.push(Unchecked::new(Some(member.node.span), name, reason));
                }
            } else if member.key == "Fn::Transform" {
                let reason = "the macro of `Fn::Transform` may add resources";
                unchecked.push(Unchecked::new(Some(member.node.span), "", reason));
            } else {
                self.add(member, bindings, unchecked);
            }
        }
    }

    fn add(
        &mut self,
        member: &'d Member<'d>,
        bindings: &Bindings<'d>,
        unchecked: &mut Vec<Unchecked>,
    ) {
        let id = bindings
            .filled(&member.key, self)
            .map_or(Cow::Borrowed(member.key.as_ref()), Cow::Owned);
        let resource_type = member.node.member("Type").and_then(|it| it.node.text());
        let Some(resource_type) = resource_type else {
            let reason = "the resource has no `Type` that is text";
            unchecked.push(Unchecked::new(Some(member.node.span), id, reason));
            return;
        };
        let resource =
            Resource { node: &member.node, kind: resource_type, bindings: bindings.clone() };
        self.places.entry(id.clone()).or_insert(self.resources.len());
        self.resources.push((id, resource));
    }

    fn add_loop(
        &mut self,
        member: &'d Member<'d>,
        bindings: &Bindings<'d>,
        unchecked: &mut Vec<Unchecked>,
    ) -> Result<(), String> {
        let Value::Array(items) = &member.node.value else {
            return Err("`Fn::ForEach` takes a list".to_owned());
        };
        let [name, over, body] = items.as_slice() else {
            return Err("`Fn::ForEach` takes a name, a list and what to repeat".to_owned());
        };
        let name = name.text().ok_or("the name of a loop has to be text")?;
        if !self.takes(16 * over.items().len()) {
            return Err("the template makes too much of what it has".to_owned());
        }
        let mut evaluator = Evaluator::new(self, bindings.clone());
        evaluator.takes_both = true;
        let Evaluated::List(_, values) = evaluator.evaluate(over) else {
            return Err("what the loop runs over is not known".to_owned());
        };
        let mut known = Vec::with_capacity(values.len());
        for value in values {
            let text = value.into_known().ok_or("what the loop runs over is not known")?;
            known.push(Evaluated::Text(text));
        }
        for value in known {
            self.rounds += 1;
            if self.rounds > MAX_ROUNDS || !self.takes(64 * body.members().len()) {
                return Err(format!("loops go round more than {MAX_ROUNDS} times"));
            }
            self.add_all(body, &bindings.with(name, value), unchecked);
        }
        Ok(())
    }
}
