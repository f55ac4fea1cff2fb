//! Resource-based policies next to what they are attached to, and services they let in.

pub(super) mod constant_key;
pub(super) mod federated_principal;
pub(super) mod service_principal_key;
pub(super) mod service_principal_source;
pub(super) mod unsupported_action;
pub(super) mod unsupported_resource;

use super::principal::unknown_service::is_service_principal;
use super::view::{PolicyView, StatementView};
use iam_language::document::Node;
use iam_language::pattern::{has_reference, has_wildcard};
use iam_language::policy::{Element, PolicyType};

/// The services that a statement of a resource-based policy lets in. A name that no service has lets nobody
/// in; that it stands there is another finding.
fn services_let_in<'d, 't>(
    policy: &PolicyView<'d, 't>,
    statement: &StatementView<'d, 't>,
) -> Vec<&'d Node<'t>> {
    let lets_in = policy.options.policy_type == PolicyType::Resource && statement.allows();
    let principal = statement.element(Element::Principal).filter(|_| lets_in);
    let services = principal.and_then(|member| member.node.member("Service"));
    let services = services.into_iter().flat_map(|member| member.node.items());
    let may_be_one =
        |text: &str| has_reference(text) || !has_wildcard(text) && is_service_principal(text);
    services.filter(|node| node.text().is_none_or(may_be_one)).collect()
}

/// A service as the message names it.
fn named(service: &Node<'_>) -> String {
    service.text().map_or_else(|| "the service".to_owned(), |name| format!("`{name}`"))
}
