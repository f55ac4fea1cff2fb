//! Links to what is on the page.

use super::text::breakable;
use super::{lists, policy};
use crate::review::model::{OwnedPolicy, Review};
use maud::{Markup, html};

/// Links to everything that has a heading.
pub(super) fn contents(review: &Review) -> Markup {
    let bits = review.chosen;
    html! {
        nav.contents aria-label="Contents" {
            ul {
                li { a href="#overview" { "At a glance" } }
                @for role in &review.roles {
                    li data-for=(role.entity) hidden[!role.presence.is_in(bits)] {
                        a href={ "#" (role.entity) } { (breakable(role.entity)) }
                        ul {
                            @for policy in role.policies() {
                                @let owned = OwnedPolicy { owner: role.entity, with: role.presence, policy };
                                @let id = owned.id();
                                li data-for=(id) hidden[!policy.presence.is_in(bits)] {
                                    a href={ "#" (id) } { (breakable(policy::title(policy))) }
                                }
                            }
                        }
                    }
                }
                @for topic in &review.topics {
                    li data-for=(topic.entity) hidden[!topic.presence.is_in(bits)] {
                        a href={ "#" (topic.entity) } { (breakable(topic.entity)) }
                    }
                }
                @for (id, title, is_there) in lists::sections(review) {
                    li data-for=(id) hidden[!is_there] { a href={ "#" (id) } { (title) } }
                }
            }
        }
    }
}
