//! What the resources of a plan have by its name.

use super::resource::{Attribute, Resource};
use crate::attached::Attached;
use crate::terraform::listed;
use iam_core::document::Node;

/// What the resource says that somebody has.
pub(super) fn attached(resource: &Resource<'_>) -> Vec<Attached> {
    let span = resource.after.span;
    let mut all = Vec::new();
    for ([who, what], kind) in listed(resource.type_name) {
        let names = |name: Option<&str>| match name {
            Some(name) => names(resource, name),
            None => vec![resource.address.to_owned()],
        };
        let whats = names(what);
        for holder in names(who) {
            all.extend(whats.iter().map(|name| Attached::new(span, &holder, kind, name)));
        }
    }
    all
}

/// The texts of an attribute; of what is known after apply only what it refers to.
fn names(resource: &Resource<'_>, name: &str) -> Vec<String> {
    let texts: Vec<String> = match resource.attribute(name) {
        Attribute::Unset => Vec::new(),
        Attribute::Known(node) => {
            node.items().iter().filter_map(Node::text).map(str::to_owned).collect()
        }
        Attribute::Unknown => {
            let references = resource.written.member(name);
            vec![format!("${{{}}}", references.references().join(" "))]
        }
    };
    texts.into_iter().filter(|it| !it.is_empty()).collect()
}
