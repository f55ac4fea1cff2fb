//! A statement of the page.

use super::slug;
use super::text::{breakable, brought_in_by, code, needs, numbers, phrase, visible_text};
use crate::declaration::Presence;
use crate::review::action::{ActionView, MatchedAction};
use crate::review::findings::FindingView;
use crate::review::model::Review;
use crate::review::presence::All;
use crate::review::principal::PrincipalView;
use crate::review::statement::{ResourceView, StatementView};
use iam_core::finding::FindingType;
use iam_core::policy::Effect;
use maud::{Markup, html};

/// A statement of a policy that the presence `around` brings in.
pub(super) fn statement(
    statement: &StatementView,
    around: Presence,
    id: &str,
    review: &Review,
) -> Markup {
    let effect = match statement.effect {
        Effect::Allow => "allow",
        Effect::Deny => "deny",
    };
    let is_counted = statement.effect == Effect::Allow && !statement.is_not_action;
    html! {
        article.statement.(effect) #(id) data-item="statement" data-effect=(effect)
            data-counted[is_counted] data-conditional[!statement.conditions.is_empty()]
            data-needs=[needs(&All::from(statement.presence))]
            data-lens=(numbers(&statement.length.0)) hidden[!statement.is_in(review.chosen)] {
            header {
                @if statement.purpose.is_empty() {
                    h5 { (visible_text(statement.sid.as_deref().unwrap_or("The statement"))) }
                } @else {
                    h5 { (phrase(&statement.purpose)) }
                }
                p.meta {
                    @if let Some(sid) = &statement.sid { span.sid { code { (breakable(&visible_text(sid))) } } " " }
                    span.effect.(effect) { (statement.effect) } " "
                    @if statement.presence != around { (brought_in_by(statement.presence, review)) }
                }
            }
            div.what {
                (actions(statement))
                dl.scope {
                    @if let Some(principal) = &statement.principal { (who(principal)) }
                    @if !statement.resources.is_empty() { (resources(statement, review)) }
                    @if !statement.conditions.is_empty() { (conditions(statement)) }
                }
            }
            (findings(&statement.findings, review.chosen))
        }
    }
}

fn actions(statement: &StatementView) -> Markup {
    html! {
        @if statement.is_not_action { p.but { "Every action but:" } }
        dl.actions {
            @for (level, actions) in statement.actions_by_level() {
                dt { span class={ "level " (level.slug()) } { (level.name()) } }
                dd { ul { @for action in actions { (one_action(action)) } } }
            }
        }
    }
}

fn one_action(action: &ActionView) -> Markup {
    match action.actions.as_slice() {
        [one] if !action.is_pattern => html! { (matched(one, &action.text)) },
        all => html! {
            li.pattern {
                details {
                    summary { (code(&action.text)) " " (all.len()) @if all.len() == 1 { " action" } @else { " actions" } }
                    ul { @for one in all { (matched(one, &one.name)) } }
                }
            }
        },
    }
}

fn matched(action: &MatchedAction, text: &str) -> Markup {
    html! {
        li data-action=(visible_text(&action.name)) data-service=(visible_text(&action.service)) data-level=(action.level.slug()) {
            (code(text))
        }
    }
}

fn who(principal: &PrincipalView) -> Markup {
    html! {
        dt { "Who" }
        dd {
            @if principal.is_excluded { p.but { "Everybody but:" } }
            ul { @for who in &principal.who { li { (phrase(who)) } } }
        }
    }
}

fn resources(statement: &StatementView, review: &Review) -> Markup {
    html! {
        dt { "Resources" }
        dd {
            @if statement.is_not_resource { p.but { "Everything but:" } }
            ul {
                @for resource in &statement.resources {
                    (one_resource(resource, statement, review))
                }
            }
        }
    }
}

fn one_resource(resource: &ResourceView, statement: &StatementView, review: &Review) -> Markup {
    let (is_excluded, around) = (statement.is_not_resource, statement.presence);
    // What is excluded is counted with its statement.
    let lens = (!is_excluded).then(|| numbers(&resource.lengths));
    html! {
        li data-resource data-lens=[lens] data-needs=[needs(&All::from(resource.presence))]
            hidden[!resource.presence.is_in(review.chosen)] {
            (code(&resource.text))
            @if resource.text == "*" && !is_excluded { span.quiet { " every resource" } }
            @if resource.presence != around { " " (brought_in_by(resource.presence, review)) }
        }
    }
}

fn conditions(statement: &StatementView) -> Markup {
    html! {
        dt { "Only if" }
        dd {
            ul {
                @for (index, condition) in statement.conditions.iter().enumerate() {
                    li {
                        @if index > 0 { b { "and " } }
                        (phrase(&condition.words))
                        " "
                        span.spelled { code { (visible_text(&condition.operator)) } " " (code(&condition.key)) }
                    }
                }
            }
        }
    }
}

/// The loud ones in full, the suggestions folded away.
pub(super) fn findings(findings: &[FindingView], bits: u32) -> Markup {
    let (quiet, loud): (Vec<_>, Vec<_>) =
        findings.iter().partition(|it| it.finding_type == FindingType::Suggestion);
    let there = quiet.iter().filter(|it| it.presence.is_in(bits)).count();
    html! {
        @for finding in loud { (one_finding(finding, bits)) }
        @if !quiet.is_empty() {
            details.suggestions data-suggestions hidden[there == 0] {
                summary { "Suggestions: " span data-number { (there) } }
                @for finding in quiet { (one_finding(finding, bits)) }
            }
        }
    }
}

fn one_finding(finding: &FindingView, bits: u32) -> Markup {
    let slug = slug::of_finding(finding.finding_type);
    html! {
        div.finding.(slug) data-finding=(slug) data-needs=[needs(&finding.presence)]
            hidden[!finding.presence.is_in(bits)] {
            p {
                span.severity { (finding.finding_type) } " "
                (phrase(&finding.message)) " " span.spelled { code { (finding.code) } }
            }
            @if !finding.why.is_empty() { p.why { (phrase(&finding.why)) } }
            @if let Some(fix) = &finding.fix { p.fix { b { "To mend it: " } (phrase(fix)) } }
        }
    }
}
