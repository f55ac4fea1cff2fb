//! What may be so at once: conditions, and the keys of mappings, over the parameters that they ask.

use super::template::Template;
use iam_core::document::{Node, Value};
use std::collections::HashMap;
use std::fmt::Write as _;

/// How many decisions are held against each other.
const MAX_DECISIONS: usize = 16;
/// How much is looked at to find whether some decisions can be so at once.
const MAX_STEPS: usize = 1_024;
/// How deep conditions may be made of each other.
const MAX_DEEP: usize = 32;

/// Something that is decided for a whole document.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Decision<'d> {
    /// The condition holds, or does not.
    Condition(&'d str, bool),
    /// The parameter, or what is called `AWS::Region`, is one of these.
    OneOf(&'d str, Vec<&'d str>),
}

/// Whether some stack could have all of these: yes, where that is not known.
pub(super) fn are_possible<'d>(template: &Template<'d>, decisions: &[Decision<'d>]) -> bool {
    if decisions.len() > MAX_DECISIONS || !template.takes(1) {
        return true;
    }
    let mut solver = Solver {
        template,
        decisions,
        facts: Vec::new(),
        assigned: HashMap::new(),
        steps: 0,
        depth: 0,
    };
    solver.gather();
    let is_possible = solver.solve(0);
    // What it took is taken from what the template may take.
    let is_within = template.takes(solver.steps.saturating_mul(solver.steps) / 64);
    is_possible || !is_within
}

/// The text of a value that is written as such.
pub(super) fn scalar<'d>(node: &'d Node<'_>) -> Option<&'d str> {
    match &node.value {
        Value::String(text) | Value::Number(text) => Some(text),
        Value::Bool(true) => Some("true"),
        Value::Bool(false) => Some("false"),
        _ => None,
    }
}

/// The values that a parameter may have, if the template says.
pub(super) fn allowed<'d>(template: &Template<'d>, name: &str) -> Option<Vec<&'d str>> {
    let values = &template.parameter(name)?.member("AllowedValues")?.node;
    values.items().iter().map(scalar).collect()
}

/// What is written there, wherever that is.
pub(super) fn written(node: &Node<'_>) -> String {
    let mut text = String::new();
    add_written(node, &mut text);
    text
}

fn add_written(node: &Node<'_>, text: &mut String) {
    match &node.value {
        Value::Array(items) => {
            text.push('[');
            for item in items {
                add_written(item, text);
                text.push(',');
            }
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for member in members {
                text.extend([&*member.key, ":"]);
                add_written(&member.node, text);
                text.push(',');
            }
            text.push('}');
        }
        // Deploying makes a text of each.
        _ => {
            let _ = write!(text, "{:?}", scalar(node));
        }
    }
}

/// What is so or not: what a parameter is, or something that nothing tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Fact<'d> {
    Value(&'d str),
    Unknown(String),
}

struct Solver<'s, 'd> {
    template: &'s Template<'d>,
    decisions: &'s [Decision<'d>],
    /// What the decisions are about, with what it may be: none is anything else.
    facts: Vec<(Fact<'d>, Vec<Option<&'d str>>)>,
    assigned: HashMap<Fact<'d>, Option<&'d str>>,
    steps: usize,
    depth: usize,
}

impl<'d> Solver<'_, 'd> {
    fn gather(&mut self) {
        for decision in self.decisions {
            match decision {
                Decision::Condition(name, _) => self.gather_condition(name),
                Decision::OneOf(name, _) => self.add(Fact::Value(name), None),
            }
        }
        for (fact, values) in &mut self.facts {
            let Fact::Value(name) = fact else {
                *values = vec![Some(""), None];
                continue;
            };
            if let Some(allowed) = allowed(self.template, name) {
                self.steps += allowed.len();
                // Of those that nothing asks for, one is as good as another.
                let others = allowed.iter().any(|value| !values.contains(&Some(*value)));
                values.retain(|value| value.is_some_and(|value| allowed.contains(&value)));
                values.extend(others.then_some(None));
            } else {
                values.push(None);
            }
            for decision in self.decisions {
                if let Decision::OneOf(of, these) = decision
                    && of == name
                {
                    let others = these.iter().find(|value| !values.contains(&Some(**value)));
                    values.retain(|value| value.is_some_and(|value| these.contains(&value)));
                    values.extend(others.map(|value| Some(*value)));
                }
            }
        }
    }

    fn add(&mut self, fact: Fact<'d>, value: Option<&'d str>) {
        let at = self.facts.iter().position(|(known, _)| *known == fact);
        let at = at.unwrap_or_else(|| {
            self.facts.push((fact, Vec::new()));
            self.facts.len() - 1
        });
        if let Some((_, values)) = self.facts.get_mut(at)
            && value.is_some()
            && !values.contains(&value)
        {
            values.push(value);
        }
    }

    /// Whether there is room to look at one thing more.
    fn enters(&mut self) -> bool {
        self.steps += 1;
        self.steps <= MAX_STEPS && self.depth < MAX_DEEP
    }

    fn gather_condition(&mut self, name: &str) {
        match self.template.condition(name) {
            Some(node) => self.gather_formula(node),
            None => self.add(Fact::Unknown(name.to_owned()), None),
        }
    }

    fn gather_formula(&mut self, node: &'d Node<'d>) {
        if !self.enters() {
            return;
        }
        self.depth += 1;
        match formula(node) {
            Formula::Named(name) => self.gather_condition(name),
            Formula::All(nodes) | Formula::Any(nodes) => {
                for node in nodes {
                    self.gather_formula(node);
                }
            }
            Formula::Not(node) => self.gather_formula(node),
            Formula::Is(name, value) => self.add(Fact::Value(name), Some(value)),
            Formula::Other => {
                let fact = self.unknown(node);
                self.add(fact, None);
            }
        }
        self.depth -= 1;
    }

    fn unknown(&mut self, node: &Node<'_>) -> Fact<'d> {
        // A switch is one of its own, whatever others look like.
        let text = if is_switch(node) { format!("{:?}", node.span) } else { written(node) };
        self.steps += text.len() / 64;
        Fact::Unknown(text)
    }

    /// Whether what is not assigned can be so that all decisions are right.
    fn solve(&mut self, at: usize) -> bool {
        let mut is_open = false;
        for decision in self.decisions {
            if let Decision::Condition(name, wanted) = decision {
                match self.condition(name) {
                    Some(holds) if holds != *wanted => return false,
                    Some(_) => {}
                    None => is_open = true,
                }
            }
        }
        let next = self.facts.get(at).cloned();
        let Some((fact, values)) = next else { return true };
        if self.steps > MAX_STEPS || !is_open && self.facts.iter().all(|(_, it)| !it.is_empty()) {
            return true;
        }
        for value in values {
            self.assigned.insert(fact.clone(), value);
            if self.solve(at + 1) {
                return true;
            }
        }
        self.assigned.remove(&fact);
        false
    }

    fn condition(&mut self, name: &str) -> Option<bool> {
        match self.template.condition(name) {
            Some(node) => self.holds(node),
            None => self.assigned.get(&Fact::Unknown(name.to_owned())).map(Option::is_some),
        }
    }

    /// Whether a formula holds, as far as what is assigned tells.
    fn holds(&mut self, node: &'d Node<'d>) -> Option<bool> {
        if !self.enters() {
            return None;
        }
        self.depth += 1;
        let holds = match formula(node) {
            Formula::Named(name) => self.condition(name),
            Formula::Not(node) => self.holds(node).map(|holds| !holds),
            Formula::All(nodes) => self.each(nodes, false).map(|found| !found),
            Formula::Any(nodes) => self.each(nodes, true),
            Formula::Is(name, value) => {
                let assigned = self.assigned.get(&Fact::Value(name));
                assigned.map(|assigned| *assigned == Some(value))
            }
            Formula::Other => {
                let fact = self.unknown(node);
                self.assigned.get(&fact).map(Option::is_some)
            }
        };
        self.depth -= 1;
        holds
    }

    /// Whether one of them is `wanted`; not known, where one is not and none is.
    fn each(&mut self, nodes: &'d [Node<'d>], wanted: bool) -> Option<bool> {
        let mut found = Some(false);
        for node in nodes {
            match self.holds(node) {
                Some(holds) if holds == wanted => return Some(true),
                Some(_) => {}
                None => found = None,
            }
        }
        found
    }
}

/// What a condition says.
enum Formula<'d> {
    Named(&'d str),
    Not(&'d Node<'d>),
    All(&'d [Node<'d>]),
    Any(&'d [Node<'d>]),
    /// The parameter has this value.
    Is(&'d str, &'d str),
    Other,
}

fn formula<'d>(node: &'d Node<'d>) -> Formula<'d> {
    let [only] = node.members() else { return Formula::Other };
    let parts = only.node.items();
    match (only.key.as_ref(), parts) {
        ("Condition", _) => only.node.text().map_or(Formula::Other, Formula::Named),
        ("Fn::Not", [part]) => Formula::Not(part),
        ("Fn::And", _) => Formula::All(parts),
        ("Fn::Or", _) => Formula::Any(parts),
        ("Fn::Equals", [one, other]) => match (scalar(one), scalar(other)) {
            (Some(value), None) => asked(other).map_or(Formula::Other, |it| Formula::Is(it, value)),
            (None, Some(value)) => asked(one).map_or(Formula::Other, |it| Formula::Is(it, value)),
            (Some(_), Some(_)) | (None, None) => Formula::Other,
        },
        _ => Formula::Other,
    }
}

/// Whether it compares two texts, which somebody changes by hand: both ways are.
fn is_switch(node: &Node<'_>) -> bool {
    let compared = node.member("Fn::Equals").map_or(&[][..], |it| it.node.items());
    !compared.is_empty() && compared.iter().all(|part| scalar(part).is_some())
}

/// The name of what `Ref` asks for.
pub(super) fn asked<'d>(node: &'d Node<'d>) -> Option<&'d str> {
    match node.members() {
        [only] if only.key == "Ref" => only.node.text(),
        _ => None,
    }
}
