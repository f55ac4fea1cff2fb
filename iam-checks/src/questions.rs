//! What several families of checks ask of a statement and of its tests.

use super::view::{StatementView, TestView};
use iam_language::document::Value;
use iam_language::policy::{Comparison, ComparisonFamily, Element};

/// The keys that say for whom a service acts.
pub(super) const SOURCE_KEYS: [&str; 4] =
    ["aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceAccount", "aws:SourceArn"];

impl StatementView<'_, '_> {
    /// Whether the statement is about this action, `service:Name`: an entry of `Action` covers it,
    /// or none of `NotAction` does.
    pub(super) fn reaches(&self, action: &str) -> bool {
        let covered = self.actions.iter().any(|entry| entry.covers(action));
        if self.has(Element::NotAction) {
            !covered && !self.has_unknown(Element::NotAction)
        } else {
            covered
        }
    }

    /// Whether some entry of the element is known only at run time.
    pub(super) fn has_unknown(&self, element: Element) -> bool {
        let items = self.element(element).map_or(&[][..], |member| member.node.items());
        items.iter().any(|item| matches!(item.value, Value::Interpolated(_)))
    }

    /// Whether a test asks for nothing but `value` of the Boolean key or, by `Null`, of any key.
    pub(super) fn asks(&self, comparison: Comparison, keys: &[&str], value: &str) -> bool {
        let mut tests = self
            .tests
            .iter()
            .filter(|test| test.operator.is_some_and(|operator| operator.comparison == comparison));
        tests.any(|test| {
            test.is_one_of(keys)
                && (test.has_unknown_value()
                    || test.scalars().any(|(text, _)| text.eq_ignore_ascii_case(value)))
        })
    }
}

impl TestView<'_, '_> {
    /// Whether the key is one of these, without case; a name that ends in `/` stands for all under it.
    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        names
            .iter()
            .any(|name| if name.ends_with('/') { self.is_under(name) } else { self.is_of(name) })
    }

    /// Whether text is compared, and has to be equal or alike.
    pub(super) fn wants_text(&self) -> bool {
        self.is_positive() && self.family() == Some(ComparisonFamily::String)
    }

    pub(super) fn has_comparison(&self, comparison: Comparison) -> bool {
        self.operator.is_some_and(|operator| operator.comparison == comparison)
    }

    /// Whether the test also passes for a request that lacks the key, because it says so.
    pub(super) fn is_if_exists(&self) -> bool {
        self.operator.is_some_and(|operator| operator.if_exists)
    }

    /// Whether some value is known only at run time.
    pub(super) fn has_unknown_value(&self) -> bool {
        self.values.items().iter().any(|item| matches!(item.value, Value::Interpolated(_)))
    }
}
