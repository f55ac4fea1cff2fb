//! One template of all that stands below `resources`.

use super::filled::{CHOICE, VARIABLES};
use super::settings::Settings;
use crate::cloudformation::document::Findings;
use crate::cloudformation::locate::call;
use crate::cloudformation::made::made_by_framework;
use crate::cloudformation::twice::repeated;
use iam_core::document::{Member, Node, Value};
use std::borrow::Cow;

/// The template that the framework makes of `resources`: of one, or of each in a list, with what they add to the
/// resources that it makes itself.
///
/// What stands in other files is told.
pub(super) fn merged<'d>(
    document: &Node<'d>,
    settings: &Settings<'d>,
    findings: &mut Findings,
) -> Node<'d> {
    let mut merging = Merging { settings, findings, sections: Vec::new() };
    if let Some(resources) = document.member("resources") {
        for item in resources.node.items() {
            merging.template(item);
        }
    }
    Node { span: document.span, value: Value::Object(merging.sections) }
}

/// Tells of a variable that stands for something in another file, if it may.
pub(super) fn tell_elsewhere<'d>(
    node: &Node<'d>,
    holder: &str,
    settings: &Settings<'d>,
    findings: &mut Findings,
) -> bool {
    // Each that may be chosen is a part of what is read.
    if let Some((CHOICE, argument)) = call(node) {
        let rows = argument.items().get(1).map_or(&[][..], |it| it.members());
        for item in rows.iter().flat_map(|row| row.node.items()) {
            tell_elsewhere(item, holder, settings, findings);
        }
    }
    let Some(text) = variable(node) else { return false };
    let is_elsewhere = settings.may_be_elsewhere(text);
    if is_elsewhere {
        let reason = format!(
            "what `{text}` stands for is not read: check the template that `serverless package` writes"
        );
        findings.not_checked(node.span, holder, reason);
    }
    is_elsewhere
}

/// The text of a node that only stands for something else.
pub(super) fn variable<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    call(node).filter(|(function, _)| *function == VARIABLES).and_then(|(_, text)| text.text())
}

struct Merging<'m, 'd> {
    settings: &'m Settings<'d>,
    findings: &'m mut Findings,
    sections: Vec<Member<'d>>,
}

impl<'d> Merging<'_, 'd> {
    fn template(&mut self, node: &Node<'d>) {
        if variable(node).is_some() {
            self.tell(node, "");
            return;
        }
        repeated(node, "", self.findings);
        for section in node.members() {
            match &*section.key {
                "Parameters" | "Mappings" | "Conditions" => {
                    let members = self.members(&section.node);
                    self.add(section.key.clone(), section, members);
                }
                // Both may be about a resource that the framework makes.
                "Resources" | "extensions" => {
                    let is_extension = section.key == "extensions";
                    let members = self.members(&section.node).into_iter();
                    let typed = members.map(|member| with_type(member, is_extension)).collect();
                    self.add(Cow::Borrowed("Resources"), section, typed);
                }
                _ => self.sections.push(section.clone()),
            }
        }
    }

    /// The members of a section, which may stand in several parts.
    fn members(&mut self, section: &Node<'d>) -> Vec<Member<'d>> {
        let mut members = Vec::new();
        for part in section.items() {
            if variable(part).is_some() {
                self.tell(part, "");
                continue;
            }
            for member in part.members() {
                // A resource that stands elsewhere is told, and is none here.
                if variable(&member.node).is_none() || !self.tell(&member.node, &member.key) {
                    members.push(member.clone());
                }
            }
        }
        members
    }

    fn add(&mut self, name: Cow<'d, str>, section: &Member<'d>, members: Vec<Member<'d>>) {
        let known = self.sections.iter_mut().find(|it| it.key == name);
        match known.map(|it| &mut it.node.value) {
            Some(Value::Object(known)) => known.extend(members),
            _ => self.sections.push(Member {
                key: name,
                key_span: section.key_span,
                node: Node { span: section.node.span, value: Value::Object(members) },
            }),
        }
    }

    fn tell(&mut self, node: &Node<'d>, holder: &str) -> bool {
        tell_elsewhere(node, holder, self.settings, self.findings)
    }
}

/// What is added to a resource that the framework makes, as such a resource.
fn with_type(mut member: Member<'_>, is_extension: bool) -> Member<'_> {
    let kind = made_by_framework(&member.key).or(is_extension.then_some(""));
    if let (Some(kind), Value::Object(members)) = (kind, &mut member.node.value)
        && members.iter().all(|it| it.key != "Type")
    {
        let (key_span, value) = (member.key_span, Value::String(Cow::Borrowed(kind)));
        let node = Node { span: key_span, value };
        members.push(Member { key: Cow::Borrowed("Type"), key_span, node });
    }
    member
}
