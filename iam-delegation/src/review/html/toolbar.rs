//! What reviewers steer the page with; of no use without its script.

use super::text::visible_text;
use crate::review::action::service_name;
use crate::review::level::Level;
use crate::review::model::Review;
use maud::{Markup, html};
use std::collections::BTreeSet;

pub(super) fn toolbar(review: &Review) -> Markup {
    let statements = review.all_policies().flat_map(|owned| &owned.policy.statements);
    let actions = statements.flat_map(|it| &it.actions).flat_map(|it| &it.actions);
    let (levels, services): (BTreeSet<_>, BTreeSet<_>) =
        actions.map(|action| (action.level, action.service.as_str())).unzip();
    html! {
        section.toolbar #toolbar aria-label="Assets and filters" hidden {
            div.row {
                fieldset.assets {
                    legend { "Assets" }
                    @for asset in &review.assets {
                        label.switch title=(visible_text(asset.description)) {
                            input type="checkbox" name="asset" value=(visible_text(asset.name)) autocomplete="off"
                                data-bit=(asset.bit) data-brought=(asset.with_brought)
                                checked[review.chosen & asset.bit != 0];
                            span { (visible_text(asset.name)) }
                        }
                    }
                }
                output #result for="search by-asset by-level by-service by-kind" aria-live="polite" {}
                p.change #change aria-live="polite" {}
                div.buttons {
                    button type="button" #fold aria-expanded="true" { "Collapse all" }
                    button type="button" #theme { "Theme: system" }
                }
            }
            div.row role="search" aria-label="Statements" {
                input #search type="search" autocomplete="off" spellcheck="false"
                    aria-label="Search" aria-keyshortcuts="/" placeholder="Search: press /";
                (select("by-asset", "Brought in by", &html! {
                    option value="" { "Any asset" }
                    option value="0" { "With every choice" }
                    @for asset in &review.assets {
                        option value=(asset.bit) { "With " (visible_text(asset.name)) }
                    }
                }))
                (select("by-level", "Access level", &html! {
                    option value="" { "Any access level" }
                    @for level in Level::ALL.into_iter().filter(|it| levels.contains(it)) {
                        option value=(level.slug()) { (level.name()) }
                    }
                }))
                (select("by-service", "Service", &html! {
                    option value="" { "Any service" }
                    @for prefix in services {
                        option value=(visible_text(prefix)) { (visible_text(prefix)) " · " (visible_text(service_name(prefix))) }
                    }
                }))
                (select("by-kind", "Effect and findings", &html! {
                    option value="" { "Any effect" }
                    option value="allow" { "Allow" }
                    option value="deny" { "Deny" }
                    option value="conditional" { "With a condition" }
                    option value="finding" { "With findings" }
                    option value="suggestion" { "With suggestions" }
                }))
                @if review.measures.len() > 1 {
                    (select("measure", "Partition for the sizes", &html! {
                        @for (index, measure) in review.measures.iter().enumerate() {
                            @if let Some(partition) = measure.partition {
                                option value=(index) data-partition=(partition) { "Sizes in " (partition) }
                            }
                        }
                    }))
                }
                button type="button" data-reset disabled { "Reset" }
            }
        }
    }
}

fn select(id: &str, label: &str, options: &Markup) -> Markup {
    html! {
        select #(id) aria-label=(label) title=(label) autocomplete="off" { (options) }
    }
}
