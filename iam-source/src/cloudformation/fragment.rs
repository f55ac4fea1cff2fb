//! Parts of templates in files of their own, as templates and files of the Serverless Framework take them in:
//! resources, statements, functions.

use super::document::{Findings, Scope, of_statements, ways};
use super::elsewhere::is_statement;
use super::evaluator::is_function;
use super::read::{contents, read_resources};
use super::serverless::{Settings, filled, has_variables, read_part};
use super::template::{Bindings, Template};
use super::text::File;
use crate::found::{Contents, Found, Source, Syntax};
use iam_core::document::{Member, Node, Value};
use std::borrow::Cow;

/// What a file has of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// One resource.
    Resource,
    /// Resources by their logical ids.
    Resources,
    /// Statements, or a policy.
    Statements,
    /// Something with statements in it.
    Other,
}

/// Whether `document`, which is no template, is a part of one: in it stand functions of templates, or variables.
pub(crate) fn is_fragment(document: &Node<'_>, text: &str) -> bool {
    part(document, text).is_some()
}

fn part(document: &Node<'_>, text: &str) -> Option<Part> {
    if is_resource(document) && document.member("Properties").is_some() {
        return Some(Part::Resource);
    }
    let members = document.members();
    if !members.is_empty() && members.iter().all(|it| is_resource(&it.node)) {
        return Some(Part::Resources);
    }
    match &document.value {
        Value::Array(items) if !items.is_empty() && items.iter().all(is_statement) => {
            Some(Part::Statements)
        }
        Value::Object(_) if document.member("Statement").is_some() => {
            (has_variables(text) || has_functions(document)).then_some(Part::Statements)
        }
        // What a program fills in before this is YAML is looked for elsewhere.
        Value::Object(_) if text.contains("{{") || text.contains("{%") => None,
        Value::Object(_) => {
            (has_variables(text) || text.contains("iamRoleStatements")).then_some(Part::Other)
        }
        _ => None,
    }
}

fn is_resource(node: &Node<'_>) -> bool {
    let of = node.member("Type").and_then(|it| it.node.text());
    of.is_some_and(|of| of.starts_with("AWS::") || of.starts_with("Custom::"))
}

/// Whether a function of a template is called in it.
fn has_functions(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Array(items) => items.iter().any(has_functions),
        Value::Object(members) => match members.as_slice() {
            [only] if is_function(&only.key) => true,
            members => members.iter().any(|it| has_functions(&it.node)),
        },
        _ => false,
    }
}

/// The policies in such a part.
pub(crate) fn read(document: &Node<'_>, text: &str, is_yaml: bool) -> Contents<'static> {
    let file = File { text, is_yaml };
    let part = part(document, text).unwrap_or(Part::Other);
    if part == Part::Other {
        let contents = read_part(document, file);
        let source = if contents.is_empty() { Source::Around } else { contents.source };
        return Contents { source, ..contents };
    }
    let mut findings = Findings::default();
    let settings = Settings::of(None);
    let root = filled(document, &settings);
    let template = template(&root, part);
    let template = Template::new(&template, file, settings, &mut findings.unchecked);
    match part {
        Part::Resource | Part::Resources => read_resources(&template, &mut findings),
        Part::Statements | Part::Other => statements(&template, &root, &mut findings),
    }
    contents(&root, findings, Source::CloudFormation)
}

/// A template of these resources; a single one has no logical id.
fn template<'d>(root: &Node<'d>, part: Part) -> Node<'d> {
    let of = |name: &'static str, node: Node<'d>| {
        let span = node.span;
        let member = Member { key: Cow::Borrowed(name), key_span: span, node };
        Node { span, value: Value::Object(vec![member]) }
    };
    match part {
        Part::Resource => of("Resources", of("", root.clone())),
        Part::Resources => of("Resources", root.clone()),
        Part::Statements | Part::Other => {
            Node { span: root.span, value: Value::Object(Vec::new()) }
        }
    }
}

/// The policy that a file is, or the one of its statements: nobody says of which kind.
fn statements<'d>(template: &Template<'d>, root: &'d Node<'d>, findings: &mut Findings) {
    let (found, unreadable) = ways(&Scope::new(template, &Bindings::default()), root);
    findings.unchecked.extend(unreadable.into_iter().map(|why| why.unchecked("")));
    findings.policies.extend(found.into_iter().map(|way| {
        let found = match root.value {
            Value::Array(_) => Found::alone(of_statements(way.document, &way.holes), Syntax::Built),
            _ => Found::alone(way.document, way.syntax),
        };
        found.with_holes(way.holes).decided_by(way.decided)
    }));
}
