//! A policy of the page.

use super::statement;
use super::text::{breakable, brought_in_by, code, needs, numbers, visible_text};
use crate::review::model::{OwnedPolicy, Review};
use crate::review::policy::{PolicyRole, PolicyView};
use crate::review::presence::All;
use iam_core::finding::thousands;
use maud::{Markup, html};

impl OwnedPolicy<'_> {
    /// Its place on the page. Names of entities are letters and digits.
    pub(super) fn id(self) -> String {
        let what = if self.policy.entity.is_empty() {
            self.policy.role.slug()
        } else {
            self.policy.entity
        };
        format!("{}.{what}", self.owner)
    }

    /// The place of one of its statements.
    pub(super) fn statement_id(self, index: usize) -> String {
        format!("{}.{}", self.id(), index + 1)
    }
}

/// What the vendor calls it.
pub(super) fn title(policy: &PolicyView) -> &'static str {
    if policy.entity.is_empty() { policy.role.name() } else { policy.entity }
}

pub(super) fn policy(owned: OwnedPolicy<'_>, review: &Review) -> Markup {
    let policy = owned.policy;
    let bits = review.chosen;
    let there = policy.statements_in(bits).count();
    html! {
        details.policy #(owned.id()) open data-group data-policy=(policy.role.slug())
            data-needs=[needs(&All::from(policy.presence))] data-lens=(numbers(&policy.envelope))
            hidden[!policy.presence.is_in(bits)] {
            summary {
                @if !policy.entity.is_empty() { span.kind { (policy.role.name()) } }
                h4 { (breakable(title(policy))) }
                (brought_in_by(policy.presence, review))
                span.extent {
                    span data-statements { (there) } " "
                    span data-plural { @if there == 1 { "statement" } @else { "statements" } }
                    " · "
                    (size(policy, review))
                }
            }
            p.about { (visible_text(&policy.description)) }
            dl.names {
                @if let Some(name) = &policy.name { dt { "Name" } dd { (code(name)) } }
                @if let Some(arn) = &policy.arn { dt { "ARN" } dd { (code(arn)) } }
            }
            (statement::findings(&policy.findings, bits))
            p.empty data-empty hidden[there > 0] { "No statements for these assets." }
            @for (index, one) in policy.statements.iter().enumerate() {
                (statement::statement(one, policy.presence, &owned.statement_id(index), review))
            }
        }
    }
}

/// Its length, beside what IAM allows if that is told policy by policy.
fn size(policy: &PolicyView, review: &Review) -> Markup {
    let lens = review.lens(policy, review.chosen);
    let used = lens.first().copied().unwrap_or_default();
    html! {
        @match policy.role.quota() {
            Some(most) if policy.role == PolicyRole::Managed => {
                span.meter data-meter data-most=(most) {
                    span { span data-size { (thousands(used)) } " of " (thousands(most)) " characters" }
                    (bar(&lens, most, review))
                }
            }
            _ => { span data-size { (thousands(used)) } " characters" }
        }
    }
}

/// How full, for the eye; the numbers stand beside it.
pub(super) fn bar(lens: &[usize], most: usize, review: &Review) -> Markup {
    let used = lens.first().copied().unwrap_or_default();
    let excess = review.excess(lens, most);
    html! {
        span.quota-bar aria-hidden="true" { span style={ "--used:" (used) ";--most:" (most) } {} }
        strong.over data-over hidden[excess.is_none()] { (excess.unwrap_or_default()) }
    }
}
