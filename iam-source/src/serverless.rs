//! The Serverless Framework's `serverless.yml`: a template within, and statements that it makes roles of.
//!
//! Source: [IAM permissions](https://www.serverless.com/framework/docs/providers/aws/guide/iam),
//! [resources](https://www.serverless.com/framework/docs/providers/aws/guide/resources)

use crate::found::Unchecked;
use iam_core::document::Node;

/// Whether `document` is such a file.
pub(crate) fn is_serverless(document: &Node<'_>) -> bool {
    let provider = document.member("provider");
    let name = provider.and_then(|it| it.node.member("name")?.node.text());
    document.member("service").is_some() && name == Some("aws")
}

/// What may be a template in it.
pub(crate) fn templates<'n, 't>(document: &'n Node<'t>) -> &'n [Node<'t>] {
    document.member("resources").map_or(&[], |it| it.node.items())
}

/// The statements in it, which are not read: variables of their own stand in them.
pub(crate) fn statements(document: &Node<'_>) -> Vec<Unchecked> {
    let provider = document.member("provider").map(|it| &it.node);
    let role = provider.and_then(|it| Some(&it.member("iam")?.node.member("role")?.node));
    let functions = document.member("functions").map_or(&[][..], |it| it.node.members());
    let places = [(provider, "iamRoleStatements"), (role, "statements")].into_iter();
    let of_functions = functions.iter().map(|it| (Some(&it.node), "iamRoleStatements"));
    let all = places.chain(of_functions).filter_map(|(node, name)| node?.member(name));
    let reason = "statements of the Serverless Framework are not read: check the template that \
                  `serverless package` writes";
    all.map(|it| Unchecked::new(Some(it.node.span), "", reason)).collect()
}
