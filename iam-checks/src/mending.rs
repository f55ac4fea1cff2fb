//! The edits by which several families of checks mend a statement or a test.

use super::view::{PolicyView, StatementView, TestView, has_dollar};
use iam_language::document::ByteSpan;
use iam_language::finding::{Edit, Fix};
use iam_language::policy::{ConditionOperator, Element};

impl PolicyView<'_, '_> {
    /// Writes the version that has variables: for sure where no text may hold one, since both versions mean
    /// the same then.
    pub(super) fn with_variables(&self) -> Fix {
        let newest = "2012-10-17";
        let fix = match self.element(Element::Version) {
            Some(version) => Fix::replace(version.node.span, newest),
            None => Fix::insert(self.document.span, "Version", newest),
        };
        fix.sure_if(!has_dollar(self.document))
    }
}

impl StatementView<'_, '_> {
    /// Whether the entry at `span` stands in a list with others, so that it can go.
    pub(super) fn has_beside(&self, span: ByteSpan) -> bool {
        let lists = [Element::Action, Element::NotAction, Element::Resource, Element::NotResource];
        lists.into_iter().filter_map(|it| self.element(it)).any(|member| {
            let at = member.node.span;
            at.start < span.start && span.end < at.end && member.node.items().len() > 1
        })
    }

    /// Removes an entry, if others stay.
    pub(super) fn without_entry(&self, span: ByteSpan, text: &str) -> Option<Fix> {
        self.has_beside(span).then(|| Fix::remove(span, text))
    }

    /// Removes a test, with its block or the whole `Condition` if nothing else is in there.
    pub(super) fn without_test(&self, test: &TestView<'_, '_>) -> Option<Fix> {
        let condition = self.element(Element::Condition)?;
        let at = if test.is_alone() {
            let is_only_block = condition.node.members().len() == 1;
            if is_only_block { condition.key_span } else { test.block.key_span }
        } else {
            test.key_span
        };
        let title = format!("remove the `{}` test of `{}`", test.block.key, test.key);
        Some(Fix::remove(at, test.key).titled(title))
    }
}

impl TestView<'_, '_> {
    /// Writes another operator, if no other key would change its own with it. Somebody has to look.
    pub(super) fn under(&self, operator: ConditionOperator) -> Option<Fix> {
        let fix = || Fix::replace(self.block.key_span, operator.to_string()).maybe_incorrect();
        self.is_alone().then(fix)
    }

    /// Asks by `Null` whether the request lacks the key, if no other key would be asked with it. For sure only
    /// of a key that is known to have one value: the operators without qualifier never pass on several.
    pub(super) fn under_null(&self, value: &str) -> Option<Fix> {
        let [only] = self.values.items() else { return None };
        let title = format!("write `Null: {{ \"{}\": \"{value}\" }}`", self.key);
        let with = value.to_owned();
        let is_single = self.known_key().is_some_and(|key| !key.is_multivalued());
        let fix = Fix::replace(self.block.key_span, "Null").titled(title).sure_if(is_single);
        self.is_alone().then(|| fix.and([Edit::Replace { at: only.span, with }]))
    }

    /// Whether it is the only test of its block.
    fn is_alone(&self) -> bool {
        self.block.node.members().len() == 1
    }
}
