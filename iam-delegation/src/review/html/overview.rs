//! The top of the page: what there is, by number.

use super::text::{needs, phrase, visible_text};
use super::{policy, slug};
use crate::review::action::service_name;
use crate::review::counts::COUNTED;
use crate::review::level::Level;
use crate::review::model::Review;
use iam_core::finding::FindingType;
use iam_core::finding::thousands;
use maud::{Markup, html};

/// Where findings start among what is counted.
const FINDINGS: usize = 8;

pub(super) fn masthead(review: &Review) -> Markup {
    let counts = review.counts(review.chosen);
    let most = review.counts(review.everything());
    let shown = COUNTED.iter().zip(counts).zip(most).enumerate();
    html! {
        div.title {
            p.eyebrow { "Permissions to review" }
            h1 { "What " (visible_text(review.product)) " needs in your account" }
            ul.chosen aria-label="Assets" {
                @for asset in &review.assets {
                    li data-needs=(asset.bit) hidden[review.chosen & asset.bit == 0] {
                        b { (visible_text(asset.name)) } " " (visible_text(asset.description))
                    }
                }
            }
        }
        dl.counts {
            @for (index, ((&(one, many, slug), count), most)) in shown {
                @if most > 0 || index == FINDINGS {
                    div class={ "count-" (slug) } data-none[count == 0] {
                        dt data-one=(one) data-many=(many) { @if count == 1 { (one) } @else { (many) } }
                        dd data-count=(slug) { (thousands(count)) }
                    }
                }
            }
        }
    }
}

pub(super) fn overview(review: &Review) -> Markup {
    html! {
        section #overview aria-labelledby="overview-title" {
            h2 #overview-title { "At a glance" }
            div.panels {
                (chart(review))
                (findings(review))
            }
        }
    }
}

/// Numbers first, bars beside them.
fn chart(review: &Review) -> Markup {
    let (whole, chosen) = (review.tally(review.everything()), review.tally(review.chosen));
    let levels: Vec<_> = (0..)
        .zip(Level::ALL)
        .filter(|&(index, _)| whole.values().any(|row| row.get(index) > Some(&0)))
        .collect();
    let mut services: Vec<_> =
        whole.iter().map(|(service, row)| (*service, row.iter().sum::<usize>())).collect();
    // The most first; the map is sorted by name, and the sort is stable.
    services.sort_by_key(|&(_, all)| std::cmp::Reverse(all));
    let widest = services.iter().map(|&(_, all)| all).max().unwrap_or(1);
    let number = |service: &str, index: usize| {
        chosen.get(service).and_then(|row| row.get(index)).copied().unwrap_or_default()
    };
    html! {
        div.panel.chart tabindex="0" role="group" aria-labelledby="chart-title" {
            table #chart data-widest=(widest) {
                caption #chart-title { "Allowed actions by service and access level" }
                thead {
                    tr {
                        th scope="col" { "Service" }
                        td.bars aria-hidden="true" {}
                        @for &(_, level) in &levels {
                            th.number scope="col" { span class={ "level " (level.slug()) } { (short(level)) } }
                        }
                        th.number scope="col" { "All" }
                    }
                }
                tbody {
                    @for (service, _) in services {
                        @let all: usize = levels.iter().map(|&(index, _)| number(service, index)).sum();
                        tr data-service=(visible_text(service)) hidden[all == 0] {
                            th scope="row" title=(visible_text(service_name(service))) { (visible_text(service)) }
                            td.bars aria-hidden="true" {
                                div.bar style={ "--all:" (all) ";--widest:" (widest) } {
                                    @for &(index, level) in &levels {
                                        span class=(level.slug()) style={ "flex-grow:" (number(service, index)) } {}
                                    }
                                }
                            }
                            @for &(index, level) in &levels {
                                td.number data-level=(level.slug()) { (filled(number(service, index))) }
                            }
                            td.number.all { (all) }
                        }
                    }
                }
            }
        }
    }
}

fn short(level: Level) -> &'static str {
    if level == Level::Permissions { "Permissions" } else { level.name() }
}

/// Nothing for 0, so that the eye finds the others.
fn filled(number: usize) -> String {
    if number == 0 { String::new() } else { number.to_string() }
}

/// What is loud, with the way there.
fn findings(review: &Review) -> Markup {
    let mut all = Vec::new();
    for owned in review.all_policies() {
        all.extend(owned.policy.findings.iter().map(|finding| (owned, None, finding)));
        for place in owned.policy.statements.iter().enumerate() {
            all.extend(place.1.findings.iter().map(|finding| (owned, Some(place), finding)));
        }
    }
    all.retain(|(.., finding)| finding.finding_type > FindingType::Suggestion);
    // The loudest first; the sort is stable.
    all.sort_by_key(|(.., finding)| std::cmp::Reverse(finding.finding_type));
    let bits = review.chosen;
    html! {
        div.panel.findings-panel {
            h3 { "What the checks say" }
            @if all.is_empty() {
                p { "Nothing: no errors and no warnings." }
            } @else {
                ul.findings-list {
                    @for (owned, place, finding) in all {
                        @let id = place.map_or(owned.id(), |(index, _)| owned.statement_id(index));
                        @let is_there = owned.is_in(bits) && finding.presence.is_in(bits)
                            && place.is_none_or(|(_, statement)| statement.is_in(bits));
                        li.(slug::of_finding(finding.finding_type)) data-for=(id)
                            data-needs=[needs(&finding.presence)] hidden[!is_there] {
                            span.severity { (finding.finding_type) }
                            " "
                            a href={ "#" (id) } {
                                @match place.and_then(|(_, statement)| statement.sid.as_deref()) {
                                    Some(sid) => (visible_text(sid)),
                                    None => (policy::title(owned.policy)),
                                }
                            }
                            span.quiet { " in " (policy::title(owned.policy)) ": " }
                            (phrase(&finding.message))
                        }
                    }
                }
            }
        }
    }
}
