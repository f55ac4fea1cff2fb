//! Expressions of a template, evaluated as far as they are known.

use super::choices::Choices;
use super::evaluated::Evaluated;
use super::facts::scalar;
use super::identity::parameter_name;
use super::locate::call;
use super::made::made;
use super::shape::SHAPES;
use super::template::{Bindings, Resource, Template};
use super::text::{Place, Text};
use crate::fingerprint::Fingerprint;
use crate::hole::Hole;
use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::pattern::parameters;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// How long the name of a resource may be to be filled in.
const MAX_NAME: usize = 1_024;
/// How a dynamic reference starts.
pub(super) const RESOLVE: &str = "{{resolve:";
/// How many names of resources may be made of each other.
const MAX_NAMES_DEEP: usize = 8;

/// Evaluates what stands in one document.
pub(super) struct Evaluator<'t, 'd> {
    pub(super) template: &'t Template<'d>,
    pub(super) bindings: Bindings<'d>,
    /// Which way conditions go, and what else there is to choose.
    pub(super) choices: Choices<'d>,
    /// Whether a condition in a list gives the items of both its ways: what a loop runs over.
    pub(super) takes_both: bool,
    pub(super) holes: Vec<Hole>,
    /// Where all that is evaluated is told to stand: what is made of data that is in no file.
    pub(super) place: Option<ByteSpan>,
    known_holes: HashMap<(ByteSpan, String), usize>,
    /// The names of holes that are names of resources.
    named: HashSet<String>,
    names: HashMap<String, Option<Text<'d>>>,
    naming: HashSet<String>,
}

impl<'t, 'd> Evaluator<'t, 'd> {
    pub(super) fn new(template: &'t Template<'d>, bindings: Bindings<'d>) -> Self {
        Self {
            template,
            bindings,
            choices: Choices::default(),
            takes_both: false,
            holes: Vec::new(),
            place: None,
            known_holes: HashMap::new(),
            named: HashSet::new(),
            names: HashMap::new(),
            naming: HashSet::new(),
        }
    }

    /// What this gives.
    pub(super) fn evaluate(&mut self, node: &'d Node<'d>) -> Evaluated<'d> {
        let span = self.place.unwrap_or(node.span);
        match &node.value {
            Value::String(text) => self.literal(text, span),
            Value::Array(items) => Evaluated::List(span, self.items(items)),
            Value::Object(members) => match members.as_slice() {
                [Member { key, node: argument, .. }] if is_function(key) => {
                    self.call(key, argument, span)
                }
                members => {
                    let mut values = Vec::with_capacity(members.len());
                    for member in members {
                        values.push(self.member(member));
                    }
                    values.retain(|(_, _, value)| !matches!(value, Evaluated::Removed));
                    Evaluated::Object(span, values)
                }
            },
            Value::Null => Evaluated::Plain(Node { span, value: Value::Null }),
            Value::Bool(value) => Evaluated::Plain(Node { span, value: Value::Bool(*value) }),
            Value::Number(text) => {
                let value = Value::Number(Cow::Owned(text.clone().into_owned()));
                Evaluated::Plain(Node { span, value })
            }
            Value::Interpolated(_) => self.unknown(span, "Value", "a value".to_owned()),
        }
    }

    fn literal(&mut self, text: &'d str, span: ByteSpan) -> Evaluated<'d> {
        if let Some(filled) = self.bindings.filled(text, self.template) {
            return Evaluated::Text(Text::made(filled, span));
        }
        if text.contains(RESOLVE) {
            return Evaluated::Text(self.resolved(text, span));
        }
        match self.place {
            Some(span) => Evaluated::Text(Text::made(text.to_owned(), span)),
            None => Evaluated::Text(Text::scalar(text, span)),
        }
    }

    /// A text with dynamic references, `{{resolve:ssm:name}}`, which deploying fills.
    ///
    /// Source: [dynamic references](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html)
    pub(super) fn resolved(&mut self, text: &str, span: ByteSpan) -> Text<'d> {
        let (mut made, mut rest) = (String::new(), text);
        while let Some((before, after)) = rest.split_once(RESOLVE) {
            let Some(end) = end_of_reference(after) else { break };
            let (reference, after) = after.split_at_checked(end).unwrap_or((after, ""));
            let after = after.strip_prefix("}}").unwrap_or(after);
            let words = reference.split(|it: char| !it.is_ascii_alphanumeric() && it != '_');
            let words: Vec<_> = words.filter(|it| !it.is_empty()).collect();
            let by = Fingerprint::of(reference);
            let name = ["Resolved"].into_iter().chain(words).chain([by.as_str()]);
            let name = name.collect::<Vec<_>>().join(".");
            self.hole(span, name.clone(), format!("what `{RESOLVE}{reference}}}}}` gives"));
            made.push_str(before);
            made.extend(["${", &name, "}"]);
            rest = after;
        }
        made.push_str(rest);
        let mut text = Text::made(made, span);
        text.is_known = false;
        text
    }

    fn member(&mut self, member: &'d Member<'d>) -> (Cow<'d, str>, ByteSpan, Evaluated<'d>) {
        let key_span = self.place.unwrap_or(member.key_span);
        let key = self.bindings.filled(&member.key, self.template);
        let key = key.map_or(Cow::Borrowed(member.key.as_ref()), Cow::Owned);
        let value = if is_function(&key) {
            // Beside other members a function is one that adds members: a macro or a loop.
            let what = format!("what `{key}` adds");
            let name = self.made_of_all(&format!("Added.{key}"), &member.node);
            self.unknown(key_span, &name, what)
        } else {
            self.evaluate(&member.node)
        };
        (key, key_span, value)
    }

    /// The items of a list: those of a list that a condition chooses for one of them, and none for `AWS::NoValue`.
    pub(super) fn items(&mut self, items: &'d [Node<'d>]) -> Vec<Evaluated<'d>> {
        let mut values = Vec::with_capacity(items.len());
        for item in items {
            if self.takes_both
                && let Some(both) = self.both_ways(item)
            {
                values.extend(both);
                continue;
            }
            let is_chosen = matches!(call(item), Some(("Fn::If", _)));
            match self.evaluate(item) {
                Evaluated::List(_, items) if is_chosen => values.extend(items),
                value => values.push(value),
            }
        }
        values.retain(|value| !matches!(value, Evaluated::Removed));
        values
    }

    /// What a function gives.
    fn call(&mut self, name: &'d str, argument: &'d Node<'d>, span: ByteSpan) -> Evaluated<'d> {
        let value = match name {
            "Ref" => argument.text().map(|name| self.reference(name, span)),
            "Fn::GetAtt" => self.get_att(argument, span),
            _ => self.function(name, argument, span),
        };
        value.unwrap_or_else(|| {
            let what = format!("the value of `{name}`");
            let name = self.made_of_all(name.strip_prefix("Fn::").unwrap_or(name), argument);
            self.unknown_text(span, &name, what)
        })
    }

    /// What `Ref` gives for this name.
    pub(super) fn reference(&mut self, name: &'d str, span: ByteSpan) -> Evaluated<'d> {
        if let Some(value) = self.bindings.get(name) {
            return value.clone();
        }
        let parameter = self.template.parameter(name);
        if parameter.is_some() || name.starts_with("AWS::") {
            self.choices.asked.insert(name);
        }
        if let Some(value) = self.choices.value(name) {
            return Evaluated::Text(Text::made(value.to_owned(), span));
        }
        if let Some(parameter) = parameter {
            return self.parameter(name, parameter, span);
        }
        if name == "AWS::NoValue" {
            return Evaluated::Removed;
        }
        if name == "AWS::NotificationARNs" {
            return self.unknown(span, "NotificationARNs", "the topics of the stack".to_owned());
        }
        if name.starts_with("AWS::") {
            let mut text = Text::made(format!("${{{name}}}"), span);
            text.is_known = false;
            return Evaluated::Text(text);
        }
        Evaluated::Text(self.resource_value(name, None, span))
    }

    fn parameter(&mut self, name: &str, parameter: &'d Node<'d>, span: ByteSpan) -> Evaluated<'d> {
        let kind = parameter.member("Type").and_then(|it| it.node.text()).unwrap_or("String");
        let is_list = kind == "CommaDelimitedList" || kind.starts_with("List<");
        // The default of what is in Parameter Store is only the name of it there.
        let is_stored = kind.starts_with("AWS::SSM::Parameter::Value");
        let default = parameter.member("Default").filter(|_| !is_stored);
        let default = default.and_then(|it| match &it.node.value {
            Value::String(text) | Value::Number(text) => Some(text.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            _ => None,
        });
        let what = || format!("the value of the parameter `{name}`");
        // Under another name there it is another.
        let stored = parameter.member("Default").filter(|_| is_stored);
        let stored = stored.and_then(|it| scalar(&it.node)).filter(|it| self.takes(it.len()));
        let stored = stored.map(|it| format!("{name}.{}", Fingerprint::of(it)));
        let name = stored.as_deref().unwrap_or(name);
        // An empty default is there to be replaced, or for a condition to test.
        match default.filter(|default| !default.is_empty() && self.takes(default.len())) {
            Some(default) if is_list => {
                let items = default.split(',').map(|item| Text::made(item.trim().to_owned(), span));
                Evaluated::List(span, items.map(Evaluated::Text).collect())
            }
            Some(default) => Evaluated::Text(Text::made(default, span)),
            None if is_list || kind.starts_with("AWS::SSM::Parameter::Value<List<") => {
                self.unknown(span, name, what())
            }
            None => self.unknown_text(span, name, what()),
        }
    }

    fn get_att(&mut self, argument: &'d Node<'d>, span: ByteSpan) -> Option<Evaluated<'d>> {
        let (id, attribute) = match &argument.value {
            Value::String(text) => {
                let (id, attribute) = text.split_once('.')?;
                (id.to_owned(), attribute.to_owned())
            }
            Value::Array(items) => {
                let [id, attribute] = items.as_slice() else { return None };
                let (id, attribute) = (self.evaluate(id), self.evaluate(attribute));
                let known = |it: &Evaluated<'d>| it.clone().into_known().map(|it| it.content);
                let (Some(id), Some(attribute)) = (known(&id), known(&attribute)) else {
                    let name = self.made_of("GetAtt", argument, &[&id, &attribute]);
                    let what = "the value of `Fn::GetAtt`".to_owned();
                    return Some(self.unknown_text(span, &name, what));
                };
                (id, attribute)
            }
            _ => return None,
        };
        Some(Evaluated::Text(self.resource_value(&id, Some(&attribute), span)))
    }

    /// What a resource gives, by its shape.
    pub(super) fn resource_value(
        &mut self,
        id: &str,
        attribute: Option<&str>,
        span: ByteSpan,
    ) -> Text<'d> {
        let template = self.template;
        let resource = template.resource(id);
        let resource_type = match resource {
            Some(resource) => resource.kind,
            None => made(template, id).unwrap_or_default(),
        };
        let shape = SHAPES.get(resource_type);
        let hole_name = match attribute {
            Some(attribute) => format!("{id}.{attribute}"),
            None => id.to_owned(),
        };
        let of = match (resource_type, attribute) {
            ("", _) => format!("`{hole_name}`, which the template does not define"),
            (kind, Some(attribute)) => format!("the attribute `{attribute}` of `{id}` (`{kind}`)"),
            (kind, None) => format!("what `Ref` gives for `{id}` (`{kind}`)"),
        };
        let Some(value) = shape.and_then(|shape| shape.value(attribute)) else {
            return self.hole_text(span, &hole_name, of);
        };
        let name = match resource {
            Some(resource) => self.name_of(id, resource, shape.and_then(|shape| shape.name)),
            None => None,
        };
        let name = name.unwrap_or_else(|| {
            let what = format!("the name that `{id}` (`{resource_type}`) gets");
            self.hole_text(span, id, what)
        });
        // The path of a role or a user stands before its name.
        let has_path = resource.is_some_and(|it| it.property("Path").is_some());
        if !has_path && shape.is_some_and(|shape| !shape.is_nested) {
            self.are_names(&name);
        }
        let (before, after) = value.split_once("${Name}").unwrap_or((value, ""));
        let mut text = Text::new(span);
        text.is_known = before.is_empty() && after.is_empty();
        text.push(before, Place::Whole(span));
        text.append_at(&name, span);
        text.push(after, Place::Whole(span));
        text
    }

    /// The name that the template gives a resource.
    fn name_of(
        &mut self,
        id: &str,
        resource: &Resource<'d>,
        property: Option<&str>,
    ) -> Option<Text<'d>> {
        if let Some(name) = self.names.get(id) {
            return name.clone();
        }
        let name = self.evaluated_name(id, resource, property?);
        self.names.insert(id.to_owned(), name.clone());
        name
    }

    fn evaluated_name(
        &mut self,
        id: &str,
        resource: &Resource<'d>,
        property: &str,
    ) -> Option<Text<'d>> {
        let properties = resource.node.member("Properties").map(|it| it.node.members().len());
        if !self.takes(properties?) {
            return None;
        }
        let named = resource.property(property)?;
        // A path becomes part of the ARN.
        if resource.kind.starts_with("AWS::IAM::") && resource.property("Path").is_some() {
            return None;
        }
        if named.text().is_some_and(|name| name.len() > MAX_NAME) {
            return None;
        }
        if self.naming.len() >= MAX_NAMES_DEEP || !self.naming.insert(id.to_owned()) {
            return None;
        }
        let bindings = std::mem::replace(&mut self.bindings, resource.bindings.clone());
        let (choices, holes) = (self.choices.count, self.holes.len());
        let name = self.evaluate(named).into_text();
        self.bindings = bindings;
        self.naming.remove(id);
        // A name that a condition chooses is one of several: unknown.
        let is_chosen = self.choices.count > choices;
        let name = name.filter(|name| !is_chosen && (1..=MAX_NAME).contains(&name.content.len()));
        if name.is_none() {
            self.holes.truncate(holes);
            self.known_holes.retain(|_, index| *index < holes);
        }
        name
    }

    /// Whether it is the name of a resource that is evaluated.
    pub(super) fn is_naming(&self) -> bool {
        !self.naming.is_empty()
    }

    /// What is not known of this name of a resource is a name, or a part of one.
    fn are_names(&mut self, name: &Text<'d>) {
        self.named.extend(parameters(&name.content).map(ToOwned::to_owned));
    }

    /// All that was not known, once everything is evaluated.
    pub(super) fn take_holes(&mut self) -> Vec<Hole> {
        let mut holes = std::mem::take(&mut self.holes);
        for hole in &mut holes {
            hole.is_name |= self.named.contains(&hole.name);
        }
        holes
    }

    /// A hole of this name where text stands.
    pub(super) fn unknown_text(
        &mut self,
        span: ByteSpan,
        name: &str,
        what: String,
    ) -> Evaluated<'d> {
        Evaluated::Text(self.hole_text(span, name, what))
    }

    pub(super) fn hole_text(&mut self, span: ByteSpan, name: &str, what: String) -> Text<'d> {
        let name = parameter_name(name);
        self.hole(span, name.clone(), what);
        let mut text = Text::made(format!("${{{name}}}"), span);
        text.is_known = false;
        text
    }

    /// A hole where no text can stand.
    pub(super) fn unknown(&mut self, span: ByteSpan, name: &str, what: String) -> Evaluated<'d> {
        let index = self.hole(span, parameter_name(name), what);
        Evaluated::hole(span, index)
    }

    fn hole(&mut self, span: ByteSpan, name: String, what: String) -> usize {
        let holes = &mut self.holes;
        *self.known_holes.entry((span, name)).or_insert_with_key(|(span, name)| {
            holes.push(Hole::new(*span, name.clone(), what));
            holes.len() - 1
        })
    }

    /// Whether so much more text may be made.
    pub(super) fn takes(&self, len: usize) -> bool {
        self.template.takes(len)
    }
}

/// Where the `}}` of a dynamic reference is that is not of a `${Name}` in it.
fn end_of_reference(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        let end = rest.find("}}")?;
        match rest.find("${").filter(|start| *start < end) {
            Some(start) => at += start + rest.get(start..)?.find('}')? + 1,
            None => return Some(at + end),
        }
    }
}

/// Whether a member of this name alone is a function.
pub(super) fn is_function(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::")
}
