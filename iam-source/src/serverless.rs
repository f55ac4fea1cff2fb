//! The Serverless Framework's `serverless.yml`: a template within, and statements that it makes roles of.
//!
//! Source: [IAM permissions](https://www.serverless.com/framework/docs/providers/aws/guide/iam),
//! [resources](https://www.serverless.com/framework/docs/providers/aws/guide/resources)

use crate::found::{Contents, Unchecked};
use iam_core::document::{Node, Value};

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

/// What is in a template, but for policies with variables of the framework: what those are is not known.
pub(crate) fn without_variables(mut contents: Contents<'static>) -> Contents<'static> {
    let (open, policies): (Vec<_>, Vec<_>) =
        contents.policies.into_iter().partition(|found| has_variables(&found.document));
    let reason = "variables of the Serverless Framework stand in it: check the template that \
                  `serverless package` writes";
    let told = open.iter().map(|it| Unchecked::new(Some(it.span), it.name(), reason));
    contents.unchecked.extend(told);
    Contents { policies, ..contents }
}

/// Sources of its variables, as `${self:custom.bucket}` names one: none of them is a key of IAM.
const SOURCES: [&str; 11] = [
    "self:",
    "opt:",
    "sls:",
    "env:",
    "file(",
    "param:",
    "ssm:/",
    "cf:",
    "git:",
    "aws:accountId",
    "aws:region",
];

fn has_variables(node: &Node<'_>) -> bool {
    match &node.value {
        Value::String(text) => text
            .match_indices("${")
            .filter_map(|(at, _)| text.get(at + 2..))
            .any(|rest| SOURCES.iter().any(|source| rest.starts_with(source))),
        Value::Array(items) => items.iter().any(has_variables),
        Value::Object(members) => members.iter().any(|member| has_variables(&member.node)),
        _ => false,
    }
}
