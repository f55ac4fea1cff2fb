//! A document as macro source: quotes only where they are needed, a list on one line if it fits.

use super::literal::literal;
use super::word::{is_plain_name, is_word};
use iam_core::check::Options;
use iam_core::document::{Member, Node, Value};
use iam_core::policy::{Element, PolicyType, Slot};
use std::fmt::Write as _;

/// A check that the macro would refuse, and the statement it is about.
type Refused = (Option<usize>, &'static str);

/// The columns that rustfmt leaves a line.
const WIDTH: usize = 100;

/// What `Statement` is set to.
const STATEMENTS: Slot = Slot::Value(Element::Statement);

/// The source of `document`, a policy without errors of what it was checked as.
pub(super) fn of(
    document: &Node<'_>,
    meant: Options,
    name: Option<&str>,
    refused: &[Refused],
    reason: &str,
) -> String {
    let (policy, kind, call) = match meant.policy_type {
        PolicyType::Resource => ("ResourcePolicy", "<Resource>", "resource_policy"),
        PolicyType::Trust => ("TrustPolicy", "<Trust>", "trust_policy"),
        PolicyType::ServiceControl => {
            ("ServiceControlPolicy", "<ServiceControl>", "service_control_policy")
        }
        PolicyType::ResourceControl => {
            ("ResourceControlPolicy", "<ResourceControl>", "resource_control_policy")
        }
        PolicyType::PermissionsBoundary => {
            ("PermissionsBoundaryPolicy", "<PermissionsBoundary>", "permissions_boundary")
        }
        PolicyType::Session => ("SessionPolicy", "<Session>", "session_policy"),
        PolicyType::VpcEndpoint => ("VpcEndpointPolicy", "<VpcEndpoint>", "vpc_endpoint_policy"),
        _ => ("Policy", "", "policy"),
    };
    let (policy, end) = if meant.template {
        (format!("PolicyTemplate{kind}"), "_template!")
    } else {
        (policy.to_owned(), "!")
    };
    let mut source = Source { out: String::new(), refused, reason };
    if let Some(name) = name {
        // Writing to a string cannot fail.
        let _ = write!(source.out, "pub const {name}: {policy} = ");
    }
    source.out.push_str(call);
    source.out.push_str(end);
    source.out.push_str(" {\n");
    source.allow(None, 1);
    for member in document.members() {
        source.member(member, Slot::Policy, 1);
    }
    source.out.push('}');
    source.out.push_str(if name.is_some() { ";\n" } else { "\n" });
    source.out
}

struct Source<'r> {
    out: String,
    refused: &'r [Refused],
    reason: &'r str,
}

impl Source<'_> {
    /// The `#[allow]` of a statement or of the policy, if it needs one.
    fn allow(&mut self, statement: Option<usize>, depth: usize) {
        let here = self.refused.iter().filter(|(at, _)| *at == statement);
        let mut codes: Vec<_> = here.map(|(_, code)| *code).collect();
        codes.sort_unstable();
        codes.dedup();
        if !codes.is_empty() {
            self.indent(depth);
            let reason = literal(self.reason);
            let _ = writeln!(self.out, "#[allow({}, reason = {reason})]", codes.join(", "));
        }
    }

    fn member(&mut self, member: &Member<'_>, slot: Slot, depth: usize) {
        self.indent(depth);
        let key = key(&member.key);
        self.out.push_str(&key);
        self.out.push_str(": ");
        let slot = slot.of_member(&member.key);
        let taken = 4 * depth + key.len() + 3;
        if slot == STATEMENTS && matches!(member.node.value, Value::Object(_)) {
            // An attribute stands before the statement that it is about, and needs a list for that.
            self.out.push_str("[\n");
            self.statement(&member.node, 0, depth + 1);
            self.indent(depth);
            self.out.push(']');
        } else {
            self.node(&member.node, slot, depth, taken);
        }
        self.out.push_str(",\n");
    }

    fn statement(&mut self, node: &Node<'_>, index: usize, depth: usize) {
        self.allow(Some(index), depth);
        self.indent(depth);
        self.node(node, Slot::Statement, depth, WIDTH);
        self.out.push_str(",\n");
    }

    /// A node whose line has `taken` columns already.
    fn node(&mut self, node: &Node<'_>, slot: Slot, depth: usize, taken: usize) {
        let on_one_line = inline(node, slot);
        let must_break = matches!(slot, STATEMENTS | Slot::Statement);
        if !must_break && taken + on_one_line.chars().count() <= WIDTH {
            self.out.push_str(&on_one_line);
            return;
        }
        match &node.value {
            Value::Array(items) => {
                self.out.push_str("[\n");
                for (index, item) in items.iter().enumerate() {
                    if slot == STATEMENTS {
                        self.statement(item, index, depth + 1);
                    } else {
                        self.indent(depth + 1);
                        self.node(item, slot, depth + 1, 4 * depth + 5);
                        self.out.push_str(",\n");
                    }
                }
                self.indent(depth);
                self.out.push(']');
            }
            Value::Object(members) => {
                self.out.push_str("{\n");
                for member in members {
                    self.member(member, slot, depth + 1);
                }
                self.indent(depth);
                self.out.push('}');
            }
            _ => self.out.push_str(&on_one_line),
        }
    }

    fn indent(&mut self, depth: usize) {
        for _ in 0..depth {
            self.out.push_str("    ");
        }
    }
}

fn inline(node: &Node<'_>, slot: Slot) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.clone().into_owned(),
        Value::String(text) => {
            let bare = match slot {
                Slot::Value(Element::Action | Element::NotAction) => is_word(text),
                Slot::Value(Element::Effect | Element::Sid) => is_plain_name(text),
                _ => false,
            };
            if bare { text.clone().into_owned() } else { literal(text) }
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| inline(item, slot)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(members) => {
            let member = |member: &Member<'_>| {
                let node = inline(&member.node, slot.of_member(&member.key));
                format!("{}: {node}", key(&member.key))
            };
            let members: Vec<_> = members.iter().map(member).collect();
            if members.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", members.join(", "))
            }
        }
        // Text has no Rust expressions.
        Value::Interpolated(_) => String::new(),
    }
}

fn key(name: &str) -> String {
    if is_word(name) { name.to_owned() } else { literal(name) }
}
