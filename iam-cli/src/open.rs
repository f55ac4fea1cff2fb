//! What a hole explains: findings that are not known to be right until something is deployed.

use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::finding::Finding;
use iam_core::pattern::parameters;
use iam_core::policy::Element;
use iam_source::found::{Found, Hole};

/// The checks that ask whether something is there, or is there beside something else.
const OF_PRESENCE: [&str; 13] = [
    "missing-action",
    "missing-effect",
    "missing-principal",
    "missing-resource",
    "missing-statement",
    "unsupported-element-combination",
    "empty-array-action",
    "empty-array-resource",
    "empty-array-condition",
    "empty-object-condition",
    "empty-object-principal",
    "empty-array-principal",
    "redundant-statement",
];

/// Tells which findings of a policy a hole explains.
pub(crate) struct Open<'f> {
    found: &'f Found<'f>,
    names: Vec<&'f str>,
}

impl<'f> Open<'f> {
    /// Of a policy; none if all of it is known.
    pub(crate) fn of(found: &'f Found<'f>) -> Option<Self> {
        let names: Vec<_> = found.unknown().map(|hole: &Hole| hole.name.as_str()).collect();
        (!names.is_empty()).then_some(Self { found, names })
    }

    /// Whether the finding depends on what a hole will hold.
    ///
    /// The checks of templates know of parameters in resources, principals and values. Anywhere else a hole may
    /// become whatever is right there, or nothing at all.
    pub(crate) fn explains(&self, finding: &Finding) -> bool {
        let document = &self.found.document;
        // How long the policy will be is not known.
        if finding.code.contains("size-exceeds") {
            return true;
        }
        let spans = || std::iter::once(finding.span).chain(finding.related.iter().copied());
        if spans().any(|span| self.is_open_at(document, span, false)) {
            return true;
        }
        let statements = Element::Statement.of(document).map(|it| &it.node);
        let about = match (finding.statement, statements) {
            (_, None) => return self.is_open(document),
            (None, Some(statements)) => statements,
            (Some(index), Some(statements)) => statements.items().get(index).unwrap_or(statements),
        };
        if OF_PRESENCE.contains(&finding.code) && self.has_open_member(about) {
            return true;
        }
        // Whom a statement lets in depends on its conditions, and on whatever else may be put into it.
        let is_limit = |member: &Member<'_>| {
            member.key == "Condition"
                && (self.is_open_member(member) || self.has_open_part(&member.node))
                || Element::ALL.iter().all(|element| element.as_str() != member.key)
        };
        finding.statement.is_some()
            && about.members().iter().any(is_limit)
            && !spans().any(|span| is_within_names(about, span))
    }

    /// Whether something in it is open.
    fn has_open_part(&self, node: &Node<'_>) -> bool {
        node.members().iter().any(|it| self.is_open_member(it) || self.has_open_part(&it.node))
    }

    /// Whether what stands at `span` is open: the node, or the member of that name.
    fn is_open_at(&self, node: &Node<'_>, span: ByteSpan, in_action: bool) -> bool {
        if node.span == span && (self.is_open(node) || in_action && self.has_hole_text(node)) {
            return true;
        }
        match &node.value {
            Value::Array(items) => items.iter().any(|it| self.is_open_at(it, span, in_action)),
            Value::Object(members) => members.iter().any(|member| {
                let takes_none =
                    ["Action", "NotAction", "Effect", "Version"].contains(&&*member.key);
                member.key_span == span && self.is_open_member(member)
                    || self.is_open_at(&member.node, span, takes_none)
            }),
            _ => false,
        }
    }

    /// Whether nothing is known of it: not even that it is there.
    fn is_open(&self, node: &Node<'_>) -> bool {
        match &node.value {
            Value::Interpolated(_) => true,
            Value::Array(items) => !items.is_empty() && items.iter().all(|it| self.is_open(it)),
            Value::Object(members) => members.iter().any(|it| self.has_hole(&it.key)),
            _ => false,
        }
    }

    fn is_open_member(&self, member: &Member<'_>) -> bool {
        self.has_hole(&member.key) || self.is_open(&member.node)
    }

    fn has_open_member(&self, node: &Node<'_>) -> bool {
        self.is_open(node)
            || node.items().iter().any(|item| {
                self.is_open(item) || item.members().iter().any(|it| self.is_open_member(it))
            })
    }

    fn has_hole_text(&self, node: &Node<'_>) -> bool {
        node.text().is_some_and(|text| self.has_hole(text))
    }

    fn has_hole(&self, text: &str) -> bool {
        text.contains("${") && parameters(text).any(|name| self.names.contains(&name))
    }
}

/// Whether a place is within what a statement names: actions and resources say the same under any condition.
fn is_within_names(statement: &Node<'_>, span: ByteSpan) -> bool {
    let names = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"];
    let members = statement.members().iter().filter(|it| names.contains(&&*it.key));
    members.map(|it| it.node.span).any(|it| it.start <= span.start && span.end <= it.end)
}

#[cfg(test)]
mod tests {
    use super::OF_PRESENCE;
    use iam_core::check::about;

    #[test]
    fn each_check_is_one() {
        for code in OF_PRESENCE {
            assert!(about(code).is_ok(), "{code}");
        }
    }
}
