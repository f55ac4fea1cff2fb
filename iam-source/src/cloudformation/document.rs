//! From what stands where a policy is held to the policies that it may be.

use super::choices::{Choices, MAX_WAYS};
use super::decided::{decided, texts};
use super::evaluated::{Evaluated, document};
use super::evaluator::Evaluator;
use super::facts::{Decision, are_possible};
use super::kept::kept;
use super::locate::call;
use super::template::{Bindings, Resource, Template};
use crate::attached::Attached;
use crate::found::{Found, Syntax, Unchecked};
use crate::hole::Hole;
use crate::written::{self, Broken};
use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::pattern::parameters;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::Arc;

/// Why it is not told which way a document is one of.
const TOO_MUCH: &str = "what decides among its documents is more than is compared";

/// One of the documents that an expression gives.
#[derive(Debug)]
pub(super) struct Way {
    pub(super) document: Node<'static>,
    pub(super) syntax: Syntax,
    pub(super) holes: Vec<Hole>,
    /// What was decided so that it is this one, whichever way led to it.
    pub(super) decided: BTreeSet<Arc<str>>,
}

impl Way {
    /// To this document, whatever is decided.
    pub(super) fn to(document: Node<'static>, syntax: Syntax, holes: Vec<Hole>) -> Self {
        Self { document, syntax, holes, decided: BTreeSet::new() }
    }
}

/// Why an expression gives no document.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) span: ByteSpan,
    pub(super) reason: String,
}

impl Unreadable {
    pub(super) fn unchecked(self, holder: &str) -> Unchecked {
        Unchecked::new(Some(self.span), holder, self.reason)
    }
}

/// Where an expression is evaluated.
#[derive(Clone, Debug)]
pub(super) struct Scope<'t, 'd> {
    pub(super) template: &'t Template<'d>,
    pub(super) bindings: Bindings<'d>,
    /// Where all of it is told to stand, if it is in no file.
    pub(super) place: Option<ByteSpan>,
    /// What is so where it is evaluated.
    pub(super) given: Vec<Decision<'d>>,
}

impl<'t, 'd> Scope<'t, 'd> {
    /// In the file, with these names.
    pub(super) fn new(template: &'t Template<'d>, bindings: &Bindings<'d>) -> Self {
        Self { template, bindings: bindings.clone(), place: None, given: Vec::new() }
    }

    /// In a resource of the file, which is there if its condition holds.
    pub(super) fn of(template: &'t Template<'d>, resource: &Resource<'d>) -> Self {
        let condition = resource.node.member("Condition").and_then(|it| it.node.text());
        let given = condition.map(|name| Decision::Condition(name, true));
        Self { given: given.into_iter().collect(), ..Self::new(template, &resource.bindings) }
    }

    /// The same, where these are so, too.
    pub(super) fn also_given(&self, given: &[Decision<'d>]) -> Self {
        let mut scope = self.clone();
        scope.given.extend(given.iter().filter(|it| !self.given.contains(it)).cloned());
        scope
    }
}

/// The documents that the expression gives, whichever way its conditions go, and why some cannot be read.
pub(super) fn ways<'d>(scope: &Scope<'_, 'd>, node: &'d Node<'d>) -> (Vec<Way>, Vec<Unreadable>) {
    each_way(scope, node.span, |evaluator| one(evaluator, node))
}

/// What `make` gives, whichever way the conditions go that it meets.
pub(super) fn each_way<'t, 'd>(
    scope: &Scope<'t, 'd>,
    span: ByteSpan,
    mut make: impl FnMut(&mut Evaluator<'t, 'd>) -> Result<Option<Way>, Unreadable>,
) -> (Vec<Way>, Vec<Unreadable>) {
    let mut all = All::of(scope, span);
    let mut waiting = VecDeque::from([Choices::of(scope.given.clone())]);
    let (mut tried, mut is_beyond) = (0, false);
    while let Some(choices) = waiting.pop_front() {
        tried += 1;
        for made in all.add(choices, &mut make).other_ways() {
            if tried + waiting.len() < MAX_WAYS {
                waiting.push_back(Choices::of(made));
            } else {
                is_beyond = true;
            }
        }
        if is_beyond {
            break;
        }
    }
    if is_beyond {
        all.found.clear();
        all.cover(&mut make);
        let reason = format!(
            "conditions choose among more than {MAX_WAYS} documents, {MAX_WAYS} of which are read"
        );
        all.tell(span, reason);
    }
    // Where each way leads to the same, none of them decides on it.
    if let ([way], true) = (all.found.as_mut_slice(), all.is_whole && all.unreadable.is_empty()) {
        way.decided = texts(scope.template, scope.given.iter()).unwrap_or_default();
    }
    // Only now: what is decided is still told of the others.
    (that_say_something(all.found), all.unreadable)
}

/// Without those that say nothing, where a condition lets others say something.
fn that_say_something(ways: Vec<Way>) -> Vec<Way> {
    let (something, nothing): (Vec<_>, Vec<_>) =
        ways.into_iter().partition(|way| says_something(&way.document));
    if something.is_empty() { nothing } else { something }
}

/// Whether a document, a list of statements or a statement alone says something.
fn says_something(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => match node.member("Statement") {
            Some(statement) => statement.node.value != Value::Array(Vec::new()),
            // Without its statements, a document is left with what stands around them.
            None => members.iter().any(|it| !["Version", "Id"].contains(&&*it.key)),
        },
        _ => true,
    }
}

/// The documents of the ways that were gone.
struct All<'s, 't, 'd> {
    scope: &'s Scope<'t, 'd>,
    span: ByteSpan,
    found: Vec<Way>,
    unreadable: Vec<Unreadable>,
    /// Whether each way led to a document.
    is_whole: bool,
}

impl<'s, 't, 'd> All<'s, 't, 'd> {
    fn of(scope: &'s Scope<'t, 'd>, span: ByteSpan) -> Self {
        Self { scope, span, found: Vec::new(), unreadable: Vec::new(), is_whole: true }
    }

    /// Goes the way that these choices lead; they and those that were made on it.
    fn add(
        &mut self,
        choices: Choices<'d>,
        make: &mut impl FnMut(&mut Evaluator<'t, 'd>) -> Result<Option<Way>, Unreadable>,
    ) -> Choices<'d> {
        let mut outcome = self.go(choices, make);
        for _ in 0..MAX_WAYS {
            let (choices, _) = &mut outcome;
            if !choices.is_stale {
                break;
            }
            // Once more, with what is decided now known from the start.
            let others = std::mem::take(&mut choices.others);
            let again = Choices::of(choices.made.clone()).preferring_others_than(&choices.seen);
            outcome = self.go(again, make);
            outcome.0.others.splice(0..0, others);
        }
        let (choices, outcome) = outcome;
        match outcome {
            Ok(Some(mut way)) => {
                way.holes = kept(&mut way.document, way.holes);
                match decided(self.scope.template, &choices) {
                    Some(decided) => way.decided = decided,
                    None => self.tell(self.span, TOO_MUCH.to_owned()),
                }
                match self.found.iter_mut().find(|it| it.document == way.document) {
                    Some(known) => known.decided.append(&mut way.decided),
                    None => self.found.push(way),
                }
            }
            Ok(None) => self.is_whole = false,
            Err(why) => self.tell(why.span, why.reason),
        }
        if let Some(reason) = &choices.too_many {
            self.tell(self.span, reason.clone());
        }
        choices
    }

    /// Goes as many ways as may be, so that hardly anything that conditions choose is in none of the documents.
    fn cover(
        &mut self,
        make: &mut impl FnMut(&mut Evaluator<'t, 'd>) -> Result<Option<Way>, Unreadable>,
    ) {
        let (mut seen, mut wanted) = (HashSet::new(), VecDeque::new());
        let mut rest: Option<VecDeque<_>> = None;
        let mut next = Some(self.scope.given.clone());
        for _ in 0..MAX_WAYS {
            let Some(way) = next else { break };
            let choices = self.add(Choices::of(way).preferring_others_than(&seen), make);
            wanted.extend(choices.opposites(&self.scope.given));
            rest.get_or_insert_with(|| choices.other_ways().into());
            let rows = choices.made.into_iter().filter(|it| matches!(it, Decision::OneOf(..)));
            seen.extend(choices.asked_for.into_iter().chain(rows));
            next = loop {
                let Some((way, it)) = wanted.pop_front() else {
                    break rest.as_mut().and_then(VecDeque::pop_front);
                };
                if !seen.contains(&it) && are_possible(self.scope.template, &way) {
                    break Some(way);
                }
            };
        }
    }

    fn go(
        &self,
        choices: Choices<'d>,
        make: &mut impl FnMut(&mut Evaluator<'t, 'd>) -> Result<Option<Way>, Unreadable>,
    ) -> (Choices<'d>, Result<Option<Way>, Unreadable>) {
        let mut evaluator = Evaluator::new(self.scope.template, self.scope.bindings.clone());
        evaluator.place = self.scope.place;
        evaluator.choices = choices;
        let outcome = make(&mut evaluator);
        (evaluator.choices, outcome)
    }

    fn tell(&mut self, span: ByteSpan, reason: String) {
        if self.unreadable.iter().all(|it| it.reason != reason) {
            let span = self.scope.place.unwrap_or(span);
            self.unreadable.push(Unreadable { span, reason });
        }
    }
}

/// The document that the expression gives, the way that is decided; none if there is none.
pub(super) fn one<'d>(
    evaluator: &mut Evaluator<'_, 'd>,
    node: &'d Node<'d>,
) -> Result<Option<Way>, Unreadable> {
    let file = evaluator.template.file;
    let in_file = if file.is_yaml { Syntax::Yaml } else { Syntax::Json };
    let syntax = if evaluator.place.is_some() { Syntax::Built } else { in_file };
    // What this function makes a text of is the document.
    let node = match call(node) {
        Some(("Fn::ToJsonString", argument)) => argument,
        _ => node,
    };
    let (mut document, syntax) = match evaluator.evaluate(node) {
        Evaluated::Removed => return Ok(None),
        Evaluated::Text(text) => {
            let places = text.places(file);
            match written::read(&text.content, &places) {
                Ok(mut document) => {
                    // It begins and ends where its string does.
                    document.span = string_of(node).map_or(text.span, |string| string.span);
                    (document, Syntax::Text(text.content))
                }
                Err(broken) => {
                    return Err(no_json(&text.content, text.span, broken, &evaluator.holes));
                }
            }
        }
        other => match other.into_node() {
            Some(Node { span, value: Value::Interpolated(index) }) => {
                let what = evaluator.holes.get(index).map_or("not known", |hole| &hole.what);
                return Err(Unreadable { span, reason: format!("the policy is {what}") });
            }
            Some(document) => (document, syntax),
            None => return Ok(None),
        },
    };
    let holes = evaluator.take_holes();
    hide_in_names(&mut document, &holes);
    Ok(Some(Way::to(document, syntax, holes)))
}

/// The string that a text is made of, if it is one.
fn string_of<'d>(node: &'d Node<'d>) -> Option<&'d Node<'d>> {
    match call(node) {
        Some(("Fn::Sub", argument)) => argument.items().first().filter(|it| it.text().is_some()),
        _ => None,
    }
}

fn no_json(text: &str, span: ByteSpan, broken: Broken, holes: &[Hole]) -> Unreadable {
    let is_hole = |hole: &&Hole| {
        text.strip_prefix("${").and_then(|it| it.strip_suffix('}')) == Some(hole.name.as_str())
    };
    if let Some(hole) = holes.iter().find(is_hole) {
        return Unreadable { span, reason: format!("the policy is {}", hole.what) };
    }
    let Broken { span, message } = broken;
    let filled = if holes.is_empty() { "" } else { ", as far as it is known" };
    Unreadable { span, reason: format!("the policy is text that is no JSON{filled}: {message}") }
}

/// The document of a list of statements, or of the one that stands bare.
pub(super) fn of_statements(node: Node<'static>, holes: &[Hole]) -> Node<'static> {
    let span = node.span;
    let statements = match node.value {
        Value::Array(items) => items,
        _ => vec![node],
    };
    let mut document = document(statements, span);
    hide_in_names(&mut document, holes);
    document
}

/// Where a word decides what a statement is, a text that is not known is no text: it is a hole as a whole.
pub(super) fn hide_in_names(document: &mut Node<'static>, holes: &[Hole]) {
    if holes.is_empty() {
        return;
    }
    let mut indexes: HashMap<&str, usize> = HashMap::with_capacity(holes.len());
    for (index, hole) in holes.iter().enumerate() {
        indexes.entry(&hole.name).or_insert(index);
    }
    let Some(statements) = member(document, "Statement") else { return };
    let each = match &mut statements.value {
        Value::Array(items) => items.as_mut_slice(),
        _ => std::slice::from_mut(statements),
    };
    let hide = |node: &mut Node<'static>| {
        let Some(text) = node.text() else { return };
        let hole = parameters(text).find_map(|name| indexes.get(name).copied());
        if let Some(index) = hole {
            node.value = Value::Interpolated(index);
        }
    };
    for statement in each {
        // What is text here is a statement that somebody else makes.
        hide(statement);
        // Of a bare text it decides whether that is everybody.
        for name in ["Principal", "NotPrincipal"] {
            if let Some(node) = member(statement, name) {
                hide(node);
            }
        }
        for name in ["Effect", "Action", "NotAction", "Sid"] {
            let Some(node) = member(statement, name) else { continue };
            let texts = match &mut node.value {
                Value::Array(items) => items.as_mut_slice(),
                _ => std::slice::from_mut(node),
            };
            texts.iter_mut().for_each(hide);
        }
    }
}

fn member<'n>(node: &'n mut Node<'static>, key: &str) -> Option<&'n mut Node<'static>> {
    match &mut node.value {
        Value::Object(members) => {
            let found = members.iter_mut().find(|Member { key: name, .. }| name == key);
            found.map(|member| &mut member.node)
        }
        _ => None,
    }
}

/// The policies that are found, and what is not checked.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) policies: Vec<Found<'static>>,
    pub(super) unchecked: Vec<Unchecked>,
    pub(super) attached: Vec<Attached>,
}

impl Findings {
    pub(super) fn not_checked(&mut self, span: ByteSpan, holder: &str, reason: impl Into<String>) {
        self.unchecked.push(Unchecked::new(Some(span), holder, reason));
    }
}
