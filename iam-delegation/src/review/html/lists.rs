//! What the page lists beside roles and topics: event rules, documents, parameters.

use super::text::{code, needs, visible_text};
use crate::declaration::{Parameter, ParameterSource};
use crate::review::entity::RuleView;
use crate::review::model::Review;
use crate::review::presence::All;
use iam_core::finding::thousands;
use maud::{Markup, html};

/// Each section: its id, its title, and whether there is anything in it.
pub(super) fn sections(
    review: &Review,
) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
    let bits = review.chosen;
    let rules = review.rules.iter().any(|rule| rule.presence.is_in(bits));
    let documents = review.documents.iter().any(|document| document.presence.is_in(bits));
    let all = [
        (RULES, rules, review.rules.is_empty()),
        (DOCUMENTS, documents, review.documents.is_empty()),
        (PARAMETERS, true, review.parameters.is_empty()),
    ];
    let there = all.into_iter().filter(|(.., is_empty)| !is_empty);
    there.map(|((id, title), is_there, _)| (id, title, is_there))
}

const RULES: (&str, &str) = ("rules", "Event rules");
const DOCUMENTS: (&str, &str) = ("documents", "Systems Manager documents");
const PARAMETERS: (&str, &str) = ("parameters", "Parameters of the deployment");

pub(super) fn rules(review: &Review) -> Markup {
    section(
        RULES,
        review,
        &html! {
            table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "What it picks" } th scope="col" { "Events" } } }
                tbody { @for one in &review.rules { (rule(one, review)) } }
            }
        },
    )
}

pub(super) fn documents(review: &Review) -> Markup {
    section(
        DOCUMENTS,
        review,
        &html! {
            table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "What it does" } } }
                tbody {
                    @for one in &review.documents {
                        tr data-item="document" data-needs=[needs(&All::from(one.presence))]
                            hidden[!one.presence.is_in(review.chosen)] {
                            th scope="row" { (code(&one.name)) }
                            td { (visible_text(one.description)) }
                        }
                    }
                }
            }
        },
    )
}

pub(super) fn parameters(review: &Review) -> Markup {
    section(
        PARAMETERS,
        review,
        &html! {
            table {
                thead { tr { th scope="col" { "Name" } th scope="col" { "What it is" } th scope="col" { "Value" } th.number scope="col" { "Longest" } } }
                tbody { @for one in &review.parameters { (parameter(one)) } }
            }
        },
    )
}

fn section((id, title): (&str, &str), review: &Review, table: &Markup) -> Markup {
    let state = sections(review).find(|(other, ..)| *other == id);
    html! {
        @if let Some((.., is_there)) = state {
            section.list #(id) data-group data-holder aria-labelledby={ (id) "-title" } hidden[!is_there] {
                h2 #{ (id) "-title" } { (title) }
                div.scroll tabindex="0" role="group" aria-labelledby={ (id) "-title" } { (table) }
            }
        }
    }
}

fn rule(rule: &RuleView, review: &Review) -> Markup {
    let list = |values: &[&str]| html! { @for value in values { li { (code(value)) } } };
    html! {
        tr data-item="rule" data-needs=[needs(&rule.presence)]
            hidden[!rule.presence.is_in(review.chosen)] {
            th scope="row" { (code(&rule.name)) }
            td { (visible_text(rule.description)) }
            td {
                dl.events {
                    dt { "source" } dd { ul { (list(&[rule.source])) } }
                    @if !rule.detail_types.is_empty() {
                        dt { "detail-type" } dd { ul { (list(rule.detail_types)) } }
                    }
                    @for (name, values) in &rule.detail {
                        dt { (visible_text(name)) }
                        dd {
                            @match values {
                                None => "is missing",
                                Some(values) => ul {
                                    @for (value, presence) in values {
                                        li data-event-value data-needs=[needs(&All::from(*presence))]
                                            hidden[!presence.is_in(review.chosen)] { (code(value)) }
                                    }
                                },
                            }
                        }
                    }
                    dt { "sent to" } dd { (code(&rule.target_arn)) }
                }
            }
        }
    }
}

fn parameter(parameter: &Parameter) -> Markup {
    html! {
        tr data-item="parameter" {
            th scope="row" { (code(parameter.name)) }
            td { (visible_text(parameter.description)) }
            td {
                @match parameter.source {
                    ParameterSource::Given { expected, default, .. } => {
                        (visible_text(expected))
                        @if let Some(default) = default { "; " (code(default)) " if not given" }
                    }
                    ParameterSource::ByRegion(table) => {
                        "follows from the region, " (table.len()) " of which have one"
                    }
                    ParameterSource::StackName { otherwise } => {
                        "the name of the stack; " (code(otherwise)) " without one"
                    }
                }
            }
            td.number data-longest { (thousands(parameter.longest)) }
        }
    }
}
