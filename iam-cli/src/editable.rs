//! Which parts of a policy stand in its file as they are, and can be edited there.

use crate::report::{Report, Told};
use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::finding::{Edit, Fix};
use iam_source::found::Syntax;
use std::collections::{HashMap, HashSet};

/// Which parts of the policies of a text are those of the text, and nothing that was filled in.
pub(crate) enum Editable {
    /// The text is a policy.
    Everything,
    /// Of each policy.
    Parts(Vec<Parts>),
}

/// The parts of one policy that stand in the text as they are.
#[derive(Default)]
pub(crate) struct Parts {
    /// With all that is in them.
    nodes: HashSet<ByteSpan>,
    /// Objects with these members, whatever is in those.
    objects: HashSet<ByteSpan>,
    /// The names of members, and whether what they are set to is as it is, too.
    names: HashMap<ByteSpan, bool>,
}

impl Editable {
    /// Of a report, beside the tree of its whole text.
    pub(crate) fn new(report: &Report<'_>, whole: &Node<'_>) -> Self {
        if report.is_policy() {
            return Self::Everything;
        }
        let mut written = HashMap::new();
        gather(whole, &mut written);
        let parts = report.policies().iter().map(|found| {
            let mut parts = Parts::default();
            if found.syntax == Syntax::Json {
                parts.take(&found.document, &written);
            }
            parts
        });
        Self::Parts(parts.collect())
    }

    /// Whether a fix of a finding is one of the text.
    pub(crate) fn takes(&self, told: &Told, fix: &Fix) -> bool {
        let Self::Parts(all) = self else { return true };
        let Some(parts) = all.get(Report::index_of(told)) else { return false };
        fix.edits.iter().all(|edit| match edit {
            Edit::Replace { at, .. } => parts.nodes.contains(at) || parts.names.contains_key(at),
            Edit::Remove { at } => {
                parts.nodes.contains(at) || parts.names.get(at).is_some_and(|it| *it)
            }
            Edit::Insert { into, .. } => parts.objects.contains(into),
            // Whatever else there will be is left to people.
            _ => false,
        })
    }
}

/// The nodes of a tree by their places.
fn gather<'n, 't>(node: &'n Node<'t>, written: &mut HashMap<ByteSpan, &'n Node<'t>>) {
    written.insert(node.span, node);
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, written)),
        Value::Object(members) => members.iter().for_each(|it| gather(&it.node, written)),
        _ => {}
    }
}

impl Parts {
    /// Notes what of `node` is as it is written; whether all of it is.
    fn take(&mut self, node: &Node<'_>, written: &HashMap<ByteSpan, &Node<'_>>) -> bool {
        let here = written.get(&node.span);
        let is_same = match &node.value {
            Value::Array(items) => {
                let mut all = here.is_some_and(
                    |it| matches!(&it.value, Value::Array(others) if others.len() == items.len()),
                );
                for item in items {
                    all &= self.take(item, written);
                }
                all
            }
            Value::Object(members) => {
                let others = here.map_or(&[][..], |it| it.members());
                let named =
                    |(a, b): (&Member<'_>, &Member<'_>)| a.key_span == b.key_span && a.key == b.key;
                let is_named =
                    others.len() == members.len() && members.iter().zip(others).all(named);
                if is_named {
                    self.objects.insert(node.span);
                }
                let mut all = is_named;
                for member in members {
                    let is_same = self.take(&member.node, written);
                    if is_named {
                        self.names.insert(member.key_span, is_same);
                    }
                    all &= is_same;
                }
                all
            }
            value => here.is_some_and(|it| it.value == *value),
        };
        if is_same {
            self.nodes.insert(node.span);
        }
        is_same
    }
}
