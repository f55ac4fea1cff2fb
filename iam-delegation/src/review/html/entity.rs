//! The roles and topics of the page.

use super::policy::{bar, policy};
use super::text::{breakable, brought_in_by, code, needs, visible_text};
use crate::review::entity::{RoleView, TopicView};
use crate::review::model::{OwnedPolicy, Review};
use crate::review::presence::All;
use iam_core::finding::thousands;
use maud::{Markup, html};

pub(super) fn roles(review: &Review) -> Markup {
    html! {
        section data-group aria-labelledby="roles-title" {
            h2 #roles-title { "Roles" }
            @for one in &review.roles { (role(one, review)) }
        }
    }
}

pub(super) fn topics(review: &Review) -> Markup {
    let is_there = review.topics.iter().any(|topic| topic.presence.is_in(review.chosen));
    html! {
        @if !review.topics.is_empty() {
            section data-group data-holder aria-labelledby="topics-title" hidden[!is_there] {
                h2 #topics-title { "Topics" }
                @for one in &review.topics { (topic(one, review)) }
            }
        }
    }
}

fn role(role: &RoleView, review: &Review) -> Markup {
    html! {
        section.entity #(role.entity) data-group data-role aria-labelledby={ (role.entity) "-title" }
            data-needs=[needs(&All::from(role.presence))]
            hidden[!role.presence.is_in(review.chosen)] {
            div.entity-head {
                div {
                    h3 #{ (role.entity) "-title" } { (breakable(role.entity)) " " (brought_in_by(role.presence, review)) }
                    p.about { (visible_text(role.description)) }
                    @if let Some(why) = role.optional {
                        p.optional { b { "Optional: " } (visible_text(why)) "." }
                    }
                    dl.names {
                        dt { "Name" } dd { (code(&role.name)) }
                        dt { "Path" } dd { (code(&role.path)) }
                        dt { "ARN" } dd { (code(&role.arn)) }
                        @if let Some(profile) = &role.profile {
                            dt { "Instance profile" }
                            dd { b { (profile.entity) } " " (code(&profile.name)) }
                        }
                    }
                }
                (quotas(role, review))
            }
            @for one in role.policies() {
                (policy(OwnedPolicy { owner: role.entity, with: role.presence, policy: one }, review))
            }
        }
    }
}

fn quotas(role: &RoleView, review: &Review) -> Markup {
    html! {
        ul.quotas aria-label={ "Quotas of " (role.entity) } {
            @for quota in review.quotas(role, review.chosen) {
                @let used = quota.used.first().copied().unwrap_or_default();
                li.meter data-meter data-quota=(quota.slug) data-most=(quota.most) {
                    span { (quota.what) }
                    span.used {
                        span data-size { (thousands(used)) } " of " (thousands(quota.most))
                        span.unit { " " (quota.unit) }
                    }
                    (bar(&quota.used, quota.most, review))
                }
            }
        }
    }
}

fn topic(topic: &TopicView, review: &Review) -> Markup {
    html! {
        section.entity #(topic.entity) data-group data-topic aria-labelledby={ (topic.entity) "-title" }
            data-needs=[needs(&All::from(topic.presence))]
            hidden[!topic.presence.is_in(review.chosen)] {
            h3 #{ (topic.entity) "-title" } { (breakable(topic.entity)) " " (brought_in_by(topic.presence, review)) }
            p.about { (visible_text(topic.description)) }
            dl.names {
                dt { "Name" } dd { (code(&topic.name)) }
                dt { "ARN" } dd { (code(&topic.arn)) }
                dt { "Messages come from" } dd { (visible_text(topic.display_name)) }
            }
            (policy(OwnedPolicy { owner: topic.entity, with: topic.presence, policy: &topic.policy }, review))
        }
    }
}
