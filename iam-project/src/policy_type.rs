//! What a policy is checked as when nobody says.

use iam_core::check::{Options, PolicyResourceType};
use iam_core::document::Node;
use iam_core::policy::{Element, PolicyType};

/// What a policy of this type on this resource is checked as; nothing if there is no such policy.
///
/// AWS calls a role trust policy the resource-based policy of `AWS::IAM::AssumeRolePolicyDocument`.
#[must_use]
pub fn options(
    policy_type: PolicyType,
    resource_type: Option<PolicyResourceType>,
) -> Option<Options> {
    let options = Options::new(policy_type);
    let Some(resource_type) = resource_type else { return Some(options) };
    let fits = match policy_type {
        PolicyType::Resource => true,
        PolicyType::Trust => resource_type == PolicyResourceType::AssumeRolePolicyDocument,
        PolicyType::VpcEndpoint => resource_type == PolicyResourceType::VpcEndpoint,
        _ => false,
    };
    fits.then(|| options.resource_type(resource_type))
}

/// What the policy in `document` most likely is.
///
/// Identity-based without principals. With them a trust policy if it is about `sts:` alone, or a resource
/// control policy if it only denies that to everybody, on resources; a VPC endpoint policy if it is about
/// more than one resource can have a policy for; otherwise resource-based.
#[must_use]
pub fn guess(document: &Node<'_>) -> PolicyType {
    let statements = || Element::Statement.of(document).into_iter().flat_map(|it| it.node.items());
    let has = |statement: &Node<'_>, element: Element| element.of(statement).is_some();
    let has_principal =
        |it: &Node<'_>| has(it, Element::Principal) || has(it, Element::NotPrincipal);
    if !statements().any(has_principal) {
        return PolicyType::Identity;
    }
    let mut services: Vec<&str> = statements()
        .flat_map(|it| texts(it, Element::Action).chain(texts(it, Element::NotAction)))
        .map(|text| text.split_once(':').map_or(text, |(prefix, _)| prefix))
        .collect();
    services.sort_unstable_by_key(|prefix| prefix.to_ascii_lowercase());
    services.dedup_by(|a, b| a.eq_ignore_ascii_case(b));
    if let [service] = services.as_slice()
        && service.eq_ignore_ascii_case("sts")
    {
        let limits = statements().all(|it| {
            is(it, Element::Effect, "Deny")
                && is(it, Element::Principal, "*")
                && has(it, Element::Resource)
        });
        return if limits { PolicyType::ResourceControl } else { PolicyType::Trust };
    }
    // `s3` and its variants have policies in common.
    let mut families = services.iter().filter(|it| **it != "*").map(|it| it.split('-').next());
    let first = families.next();
    let several_services = families.any(|family| Some(family) != first);
    let is_of_endpoint = several_services
        || has_several_buckets(statements())
        || statements().all(is_default_of_an_endpoint);
    if is_of_endpoint { PolicyType::VpcEndpoint } else { PolicyType::Resource }
}

/// Whether the resources are in more than one bucket, each named in full.
fn has_several_buckets<'d>(statements: impl Iterator<Item = &'d Node<'d>>) -> bool {
    let resources = statements.flat_map(|it| texts(it, Element::Resource));
    let paths = resources.filter_map(|text| text.split_once(":s3:::").map(|(_, path)| path));
    let names = paths.map(|path| path.split('/').next().unwrap_or_default());
    let mut names = names.filter(|name| !name.contains(['*', '?', '$']));
    let first = names.next();
    names.any(|name| Some(name) != first)
}

/// Whether the statement allows everybody everything, which no policy of one resource says.
fn is_default_of_an_endpoint(statement: &Node<'_>) -> bool {
    is(statement, Element::Effect, "Allow")
        && is(statement, Element::Principal, "*")
        && is(statement, Element::Action, "*")
        && is(statement, Element::Resource, "*")
        && Element::Condition.of(statement).is_none()
}

fn is(statement: &Node<'_>, element: Element, text: &str) -> bool {
    let items = element.of(statement).map_or(&[][..], |it| it.node.items());
    matches!(items, [item] if item.text() == Some(text))
}

fn texts<'d>(statement: &'d Node<'_>, element: Element) -> impl Iterator<Item = &'d str> + use<'d> {
    let items = element.of(statement).map_or(&[][..], |it| it.node.items());
    items.iter().filter_map(Node::text)
}

#[cfg(test)]
mod tests {
    use super::guess;
    use iam_core::json;
    use iam_core::policy::PolicyType;

    #[test]
    fn a_policy_is_what_it_can_be() {
        for (statement, wanted) in [
            (r#""Effect": "Allow", "Action": "s3:*", "Resource": "*""#, PolicyType::Identity),
            (
                r#""Effect": "Allow", "Principal": "*", "Action": ["sts:AssumeRole", "STS:TagSession"]"#,
                PolicyType::Trust,
            ),
            (
                r#""Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*""#,
                PolicyType::Trust,
            ),
            (
                r#""Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole", "Resource": "*""#,
                PolicyType::ResourceControl,
            ),
            (
                r#""Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*""#,
                PolicyType::Resource,
            ),
            (
                r#""Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::a", "arn:aws:s3:::a/*"]"#,
                PolicyType::Resource,
            ),
            (
                r#""Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]"#,
                PolicyType::VpcEndpoint,
            ),
            (
                r#""Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "sqs:SendMessage"], "Resource": "*""#,
                PolicyType::VpcEndpoint,
            ),
            (
                r#""Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*""#,
                PolicyType::VpcEndpoint,
            ),
            (
                r#""Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::a""#,
                PolicyType::Resource,
            ),
        ] {
            let text = format!(r#"{{"Statement": [{{{statement}}}]}}"#);
            assert_eq!(guess(&json::read(&text).unwrap()), wanted, "{statement}");
        }
    }
}
