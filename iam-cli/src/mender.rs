//! Where in its text each policy can be mended.

use crate::editable::Editable;
use crate::report::{Report, Told};
use iam_core::document::{ByteSpan, Node, Value};
use iam_core::finding::{Edit, Fix};
use iam_core::json::{self, TextEdit};
use iam_source::edit::Editor;
use iam_source::found::Syntax;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Does fixes in the text of a file.
///
/// What is written once may stand in several policies: in both ways of a condition, in each of what `for_each`
/// makes, in a list that two policies share. A fix is done where it is one of each policy that it would change.
pub(crate) struct Mender<'r, 't> {
    report: &'r Report<'t>,
    /// The tree of the whole text, if it has one.
    whole: Option<(Cow<'r, Node<'t>>, Editable)>,
    /// Of each policy, where that is not the tree.
    editors: Vec<Editor<'r>>,
    /// The policies that have something at a place.
    holders: OnceLock<HashMap<ByteSpan, Vec<usize>>>,
}

impl<'r, 't> Mender<'r, 't> {
    pub(crate) fn new(report: &'r Report<'t>) -> Self {
        let whole = report.whole().map(|whole| {
            let editable = Editable::new(report, &whole);
            (whole, editable)
        });
        let policies = report.policies().iter();
        let editors = policies.map(|found| Editor::new(report.text(), found)).collect();
        Self { report, whole, editors, holders: OnceLock::new() }
    }

    /// The tree of the whole text, if it has one.
    pub(crate) fn whole(&self) -> Option<&Node<'t>> {
        self.whole.as_ref().map(|(whole, _)| &**whole)
    }

    /// Whether the fix is one of the tree.
    pub(crate) fn takes(&self, told: &Told, fix: &Fix) -> bool {
        let editable = self.whole.as_ref().map(|(_, editable)| editable);
        editable.is_some_and(|it| it.takes(told, fix)) && self.is_right_everywhere(told, fix)
    }

    /// The edits of the text that do what a fix of a finding says; none if that cannot be done there for sure.
    pub(crate) fn edits(&self, told: &Told, fix: &Fix) -> Option<Vec<TextEdit>> {
        // It is made of what is to be mended.
        if self.report.is_plan() {
            return None;
        }
        if self.takes(told, fix) {
            return json::edits(self.report.text(), self.whole()?, fix);
        }
        self.edits_in_place(told, fix)
    }

    /// The same, of a text that is no JSON, or that has policies in strings.
    pub(crate) fn edits_in_place(&self, told: &Told, fix: &Fix) -> Option<Vec<TextEdit>> {
        let editor = self.editors.get(Report::index_of(told))?;
        let edits = editor.edits(fix)?;
        self.is_right_everywhere(told, fix).then_some(edits)
    }

    /// Whether the fix would change what something else than a policy uses.
    pub(crate) fn is_shared(&self, fix: &Fix) -> bool {
        fix.edits.iter().filter_map(place_of).any(|at| self.report.is_shared(at))
    }

    fn is_right_everywhere(&self, told: &Told, fix: &Fix) -> bool {
        self.is_written_out(told)
            && !self.is_shared(fix)
            && (self.report.policies().len() < 2
                || fix.edits.iter().all(|edit| {
                    let Some(at) = place_of(edit) else { return false };
                    let holders = self.holders().get(&at).map(Vec::as_slice).unwrap_or_default();
                    holders.iter().all(|policy| self.report.has_fix(*policy, told.code, fix))
                }))
    }

    /// Whether what the finding relies on stands in the file, and is not what a parameter or a variable is for now.
    fn is_written_out(&self, told: &Told) -> bool {
        let Some(found) = self.report.policy_of(told) else { return true };
        let is_tree = matches!(found.syntax, Syntax::Json | Syntax::Yaml | Syntax::Hcl);
        if self.report.is_policy() || !is_tree {
            return true;
        }
        let editor = self.editors.get(Report::index_of(told));
        told.related.iter().all(|span| {
            node_at(&found.document, *span).is_none_or(|node| is_written(self.report.text(), node))
                && !editor.is_some_and(|it| it.is_default(*span))
        })
    }

    fn holders(&self) -> &HashMap<ByteSpan, Vec<usize>> {
        self.holders.get_or_init(|| {
            let mut holders = HashMap::new();
            for (index, found) in self.report.policies().iter().enumerate() {
                gather(&found.document, index, &mut holders);
            }
            holders
        })
    }
}

/// What an edit changes.
fn place_of(edit: &Edit) -> Option<ByteSpan> {
    match edit {
        Edit::Replace { at, .. } | Edit::Remove { at } => Some(*at),
        Edit::Insert { into, .. } => Some(*into),
        _ => None,
    }
}

fn gather(node: &Node<'_>, policy: usize, holders: &mut HashMap<ByteSpan, Vec<usize>>) {
    let mut add = |span: ByteSpan| {
        let own = holders.entry(span).or_default();
        if own.last() != Some(&policy) {
            own.push(policy);
        }
    };
    add(node.span);
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| gather(item, policy, holders)),
        Value::Object(members) => {
            for member in members {
                add(member.key_span);
            }
            for member in members {
                gather(&member.node, policy, holders);
            }
        }
        _ => {}
    }
}

fn node_at<'n, 't>(node: &'n Node<'t>, span: ByteSpan) -> Option<&'n Node<'t>> {
    if node.span == span {
        return Some(node);
    }
    match &node.value {
        Value::Array(items) => items.iter().find_map(|item| node_at(item, span)),
        Value::Object(members) => members.iter().find_map(|it| node_at(&it.node, span)),
        _ => None,
    }
}

/// Whether each text of the tree stands at its place, be it in quotes.
fn is_written(text: &str, node: &Node<'_>) -> bool {
    match &node.value {
        Value::String(said) => {
            let written = text.get(node.span.start as usize..node.span.end as usize);
            written.is_some_and(|it| it.trim_matches(['"', '\'']) == said)
        }
        Value::Array(items) => items.iter().all(|item| is_written(text, item)),
        Value::Object(members) => members.iter().all(|member| is_written(text, &member.node)),
        _ => true,
    }
}
