//! The services that a resource-based policy lets in.

use crate::prelude::*;
use crate::principal::service_name::is_service_principal;
use iam_language::document::Node;
use iam_language::pattern::{has_reference, has_wildcard};

/// The services that a statement of a resource-based policy lets in. A name that no service has lets nobody
/// in; that it stands there is another finding.
pub(crate) fn services_let_in<'v>(statement: &Statement<'v>) -> Vec<&'v Node<'v>> {
    let lets_in =
        statement.policy.options.policy_type == PolicyType::Resource && statement.allows();
    let principal = statement.element(Element::Principal).filter(|_| lets_in);
    let services = principal.and_then(|member| member.node.member("Service"));
    let services = services.into_iter().flat_map(|member| member.node.items());
    let may_be_one =
        |text: &str| has_reference(text) || !has_wildcard(text) && is_service_principal(text);
    services.filter(|node| node.text().is_none_or(may_be_one)).collect()
}

/// A service as the message names it.
pub(crate) fn named(service: &Node<'_>) -> String {
    service.text().map_or_else(|| "the service".to_owned(), |name| format!("`{name}`"))
}
