//! `iam simulate --jsonl`: one request and its policies a line.

use super::owned::{self, Owned};
use crate::jsonl::{self, Line, Members};
use crate::outcome::{Outcome, Result as RunResult};
use iam_core::document::{ByteSpan, Node, Value};
use iam_core::evaluate::{Context, ContextValue, Decision, Request};
use iam_core::from_json::PolicyError;
use iam_core::policy::{Kind, Policy};
use std::borrow::Cow;

pub(super) fn run() -> RunResult {
    jsonl::run(|line| {
        let request = request(line)?;
        let evaluator = policies(line)?.evaluator();
        let explanation = evaluator.explain(&request);
        let decision = explanation.decision();
        let members = Members::default()
            .with("decision", &decision.as_str())
            .with("reasons", &super::json::Reasons::new(&explanation, &request));
        let outcome = if decision == Decision::Allow { Outcome::Clean } else { Outcome::Findings };
        Ok((members, outcome))
    })
}

fn request(line: &Line<'_>) -> Result<Request, String> {
    let node = line.node("request")?.ok_or("`request` is missing")?;
    if !matches!(node.value, Value::Object(_)) {
        return Err(format!("`request` is {}, not an object", node.type_name()));
    }
    let optional = |name: &str| match node.member(name).map(|member| &member.node) {
        None | Some(Node { value: Value::Null, .. }) => Ok(None),
        Some(node) => match node.text() {
            Some(text) => Ok(Some(text)),
            None => Err(format!("`request.{name}` is {}, not a string", node.type_name())),
        },
    };
    let needed = |name| optional(name)?.ok_or_else(|| format!("`request.{name}` is missing"));
    let (principal, action) = (needed("principal")?, needed("action")?);
    let resource = optional("resource")?.unwrap_or("*");
    let mut request =
        Request::new(principal, action, resource).map_err(|error| error.to_string())?;
    if let Some(account) = optional("resource_account")? {
        request = request.with_resource_account(account).map_err(|error| error.to_string())?;
    }
    match node.member("context").map(|member| &member.node) {
        None | Some(Node { value: Value::Null, .. }) => Ok(request),
        Some(node) => Ok(request.with_context(context(node)?)),
    }
}

fn context(node: &Node<'_, ByteSpan>) -> Result<Context, String> {
    let Value::Object(members) = &node.value else {
        return Err(format!("`request.context` is {}, not an object", node.type_name()));
    };
    let mut context = Context::new();
    for member in members {
        let scalar = |node: &Node<'_, ByteSpan>| match &node.value {
            Value::String(text) | Value::Number(text) => Ok(text.clone().into_owned()),
            Value::Bool(value) => Ok(value.to_string()),
            _ => Err(format!("the context key `{}` holds {}", member.key, node.type_name())),
        };
        match &member.node.value {
            Value::Null => {}
            Value::Array(items) => {
                let values: Vec<_> = items.iter().map(scalar).collect::<Result<_, _>>()?;
                context.set(member.key.as_ref(), ContextValue::Many(values));
            }
            _ => context.set(member.key.as_ref(), scalar(&member.node)?),
        }
    }
    Ok(context)
}

fn policies(line: &Line<'_>) -> Result<Owned, String> {
    let resource = line.node("resource_policy")?;
    Ok(Owned {
        identity: list(line, "identity_policies")?,
        resource: match resource {
            None => None,
            Some(node) => Some(document(line, node, "resource_policy", owned::on_resource)?),
        },
        boundaries: list(line, "permissions_boundaries")?,
        sessions: list(line, "session_policies")?,
        service_control: levels(line, "service_control_policies")?,
        resource_control: levels(line, "resource_control_policies")?.unwrap_or_default(),
        endpoint: documents(line, "endpoint_policies", owned::on_endpoint)?,
    })
}

fn list<K: Kind>(line: &Line<'_>, name: &str) -> Result<Vec<Policy<K>>, String> {
    documents(line, name, Policy::from_json)
}

type Read<T> = fn(&str) -> Result<T, PolicyError>;

fn documents<T>(line: &Line<'_>, name: &str, read: Read<T>) -> Result<Vec<T>, String> {
    let Some(node) = line.node(name)? else { return Ok(Vec::new()) };
    array(node, name)?.iter().map(|node| document(line, node, name, read)).collect()
}

/// By level: `[{"id": "root", "policies": […]}]`.
fn levels<K: Kind>(line: &Line<'_>, name: &str) -> Result<Option<Vec<Vec<Policy<K>>>>, String> {
    let Some(node) = line.node(name)? else { return Ok(None) };
    let level = |node: &Node<'_, ByteSpan>| -> Result<Vec<Policy<K>>, String> {
        let policies = node
            .member("policies")
            .ok_or_else(|| format!("a level of `{name}` has no `policies`"))?;
        let policies = array(&policies.node, name)?.iter();
        policies.map(|node| document(line, node, name, Policy::from_json)).collect()
    };
    let levels: Vec<_> = array(node, name)?.iter().map(level).collect::<Result<_, _>>()?;
    // No level at all is no organization.
    Ok(Some(levels).filter(|levels| !levels.is_empty()))
}

fn array<'n, 't>(
    node: &'n Node<'t, ByteSpan>,
    name: &str,
) -> Result<&'n [Node<'t, ByteSpan>], String> {
    match &node.value {
        Value::Array(items) => Ok(items),
        _ => Err(format!("`{name}` is {}, not an array", node.type_name())),
    }
}

/// A policy: an object, JSON in a string, or either of them as `policy` beside a name.
fn document<T>(
    line: &Line<'_>,
    node: &Node<'_, ByteSpan>,
    name: &str,
    read: Read<T>,
) -> Result<T, String> {
    let wrapped = node.member("Statement").is_none().then(|| node.member("policy")).flatten();
    let node = wrapped.map_or(node, |member| &member.node);
    let text = match &node.value {
        Value::String(text) => Cow::Borrowed(text.as_ref()),
        Value::Object(_) => Cow::Borrowed(line.source(node)),
        _ => return Err(format!("a policy of `{name}` is {}", node.type_name())),
    };
    read(&text).map_err(|error| format!("a policy of `{name}`: {error}"))
}
