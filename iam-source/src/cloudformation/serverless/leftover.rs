//! Policies and statements that stand where the framework takes none from: what a plugin is told, or a part of the
//! file that nothing in it asks for.

use super::statements::{Holder, Into};
use crate::cloudformation::document::{Findings, Scope, ways};
use crate::cloudformation::elsewhere::{is_held, is_statement};
use crate::cloudformation::locate::{At, joined};
use crate::cloudformation::template::{Bindings, Template};
use crate::found::Found;
use iam_core::document::{ByteSpan, Node, Value};
use iam_core::policy::Element;
use std::collections::HashSet;

/// Reads the policies that are left, and tells the statements.
pub(super) fn leftover<'d>(
    template: &Template<'d>,
    document: &'d Node<'d>,
    findings: &mut Findings,
) {
    let mut known = HashSet::new();
    for found in &findings.policies {
        known.extend([found.span, found.document.span]);
        if let Some(statements) = Element::Statement.of(&found.document) {
            known.extend(statements.node.items().iter().map(|it| it.span));
        }
    }
    known.extend(findings.unchecked.iter().filter_map(|it| it.span));
    let mut search = Search { template, known, findings };
    for member in document.members().iter().filter(|it| it.key != "resources") {
        search.node(&member.node, &member.key, "");
    }
}

struct Search<'s, 'd> {
    template: &'s Template<'d>,
    /// Where something stands that is read or told already.
    known: HashSet<ByteSpan>,
    findings: &'s mut Findings,
}

impl<'d> Search<'_, 'd> {
    fn node(&mut self, node: &'d Node<'d>, holder: &str, path: &str) {
        if self.known.contains(&node.span) {
            return;
        }
        if is_held(node) {
            let scope = Scope::new(self.template, &Bindings::default());
            let (found, unreadable) = ways(&scope, node);
            let unreadable = unreadable.into_iter().map(|why| why.unchecked(holder));
            self.findings.unchecked.extend(unreadable);
            // Nobody says what kind of policy it is.
            self.findings.policies.extend(found.into_iter().map(|way| {
                let found = Found::alone(way.document, way.syntax).held_by(holder, path);
                found.with_holes(way.holes).decided_by(way.decided)
            }));
            return;
        }
        if is_statement(node) {
            let reason = "nothing in this file says whose statement this is";
            return self.findings.not_checked(node.span, holder, reason);
        }
        match &node.value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.node(item, holder, &joined(path, &index.to_string()));
                }
            }
            Value::Object(members) => {
                for member in members {
                    let path = joined(path, &member.key);
                    // What plugins take for roles of their own has this name, too.
                    let is_list = |node: &Node<'_>| {
                        node.items()
                            .iter()
                            .any(|it| is_statement(it) && !self.known.contains(&it.span))
                    };
                    if member.key == "iamRoleStatements" && is_list(&member.node) {
                        let at = At { path, given: Vec::new() };
                        let holder = Holder { template: self.template, name: holder };
                        holder.list(&member.node, &at, Into::Role, self.findings);
                    } else {
                        self.node(&member.node, holder, &path);
                    }
                }
            }
            _ => {}
        }
    }
}
