//! `iam simulate --jsonl`: one request and its policies a line.

use super::args::Simulate;
use super::owned::{self, OnResource, Owned};
use crate::jsonl::{self, Line, Members};
use crate::members::Problems;
use crate::outcome::{Outcome, Result as RunResult};
use iam_core::document::{Node, Value};
use iam_core::from_json::PolicyError;
use iam_core::policy::{Kind, Policy};
use iam_evaluate::{Context, ContextValue, Decision, Request, RequestError};
use std::borrow::Cow;

/// What a line may have beside `id`.
const LINE: &[&str] = &[
    "id",
    "request",
    "identity_policies",
    "resource_policy",
    "default_key_policy",
    "permissions_boundaries",
    "session_policies",
    "service_control_policies",
    "resource_control_policies",
    "endpoint_policies",
];
const REQUEST: &[&str] = &["principal", "action", "resource", "resource_account", "context"];
const LEVEL: &[&str] = &["id", "policies"];
/// A policy with its name, which nobody asks for.
const NAMED_POLICY: &[&str] = &["id", "name", "policy"];

pub(super) fn run(args: &Simulate) -> RunResult {
    jsonl::run(|line| {
        members(line)?;
        // All that is wrong with a line is told at once.
        let (request, owned) = match (request(line), policies(line)) {
            (Ok(request), Ok(owned)) => (request, owned),
            (request, owned) => {
                let request = request.err().map(|why| vec![why]).unwrap_or_default();
                let problems = [request, owned.err().unwrap_or_default()].concat();
                return Err(problems.join("; ").into());
            }
        };
        let request = if args.fill_in { request.fill_in() } else { request };
        let of_line = line.flag("default_key_policy")?;
        if of_line && request.default_key_policy().is_none() {
            let why = "`default_key_policy` changes nothing: the request is not about a KMS key";
            return Err(why.to_owned().into());
        }
        let default_key_policy = args.default_key_policy || of_line;
        let explanation = owned.evaluator_for(&request, default_key_policy).explain(&request);
        let decision = explanation.decision();
        let members = Members::default()
            .with("decision", &decision.as_str())
            .with("reasons", &super::json::Reasons::new(&explanation, &request));
        let outcome = if decision == Decision::Allow { Outcome::Clean } else { Outcome::Findings };
        Ok((members, outcome))
    })
}

/// Looks for members that would be passed over in silence, at every level. Of policies, their own
/// reader does that.
fn members(line: &Line<'_>) -> Result<(), String> {
    let document = line.document();
    let mut problems = Problems::default();
    problems.look(document, "", LINE);
    let member = |node: &'_ Node<'_>, name: &str| node.member(name).is_some();
    for top in document.members() {
        let (name, node) = (&*top.key, &top.node);
        match name {
            "request" => {
                problems.look(node, name, REQUEST);
                for context in node.members().iter().filter(|member| member.key == "context") {
                    problems.look_at_map(&context.node, "request.context");
                }
            }
            "service_control_policies" | "resource_control_policies" => {
                for (index, level) in items(node).iter().enumerate() {
                    let place = format!("{name}[{index}]");
                    problems.look(level, &place, LEVEL);
                    let policies = level.member("policies").map(|member| items(&member.node));
                    for policy in policies.unwrap_or_default() {
                        if !member(policy, "Statement") && member(policy, "policy") {
                            problems.look(policy, &format!("{place}.policies[]"), NAMED_POLICY);
                        }
                    }
                }
            }
            _ if name.ends_with("_policies") || name.ends_with("_boundaries") => {
                for (index, policy) in items(node).iter().enumerate() {
                    if !member(policy, "Statement") && member(policy, "policy") {
                        problems.look(policy, &format!("{name}[{index}]"), NAMED_POLICY);
                    }
                }
            }
            "resource_policy" if !member(node, "Statement") && member(node, "policy") => {
                problems.look(node, name, NAMED_POLICY);
            }
            _ => {}
        }
    }
    problems.into_result()
}

/// The items of an array; nothing else has any here.
fn items<'n, 't>(node: &'n Node<'t>) -> &'n [Node<'t>] {
    if let Value::Array(items) = &node.value { items } else { &[] }
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
    let (principal, action) = match (needed("principal"), needed("action")) {
        (Ok(principal), Ok(action)) => (principal, action),
        (Err(one), Err(other)) => return Err(format!("{one}; {other}")),
        (Err(why), _) | (_, Err(why)) => return Err(why),
    };
    let resource = optional("resource")?.unwrap_or("*");
    let told = |error: RequestError| {
        let problems: Vec<_> = error.problems().iter().map(ToString::to_string).collect();
        problems.join("; ")
    };
    let mut request = Request::new(principal, action, resource).map_err(told)?;
    if let Some(account) = optional("resource_account")? {
        request = request.with_resource_account(account).map_err(told)?;
    }
    match node.member("context").map(|member| &member.node) {
        None | Some(Node { value: Value::Null, .. }) => Ok(request),
        Some(node) => Ok(request.with_context(context(node)?)),
    }
}

fn context(node: &Node<'_>) -> Result<Context, String> {
    let Value::Object(members) = &node.value else {
        return Err(format!("`request.context` is {}, not an object", node.type_name()));
    };
    let mut entries = Vec::with_capacity(members.len());
    for member in members {
        let scalar = |node: &Node<'_>| match &node.value {
            Value::String(text) | Value::Number(text) => Ok(text.clone().into_owned()),
            Value::Bool(value) => Ok(value.to_string()),
            _ => Err(format!("the context key `{}` holds {}", member.key, node.type_name())),
        };
        match &member.node.value {
            Value::Null => {}
            Value::Array(items) => {
                let values: Vec<_> = items.iter().map(scalar).collect::<Result<_, _>>()?;
                entries.push((member.key.to_string(), ContextValue::Many(values)));
            }
            _ => entries.push((member.key.to_string(), ContextValue::One(scalar(&member.node)?))),
        }
    }
    super::context::of(entries).map_err(|problems| format!("`request.context`: {problems}"))
}

fn policies(line: &Line<'_>) -> Result<Owned, Vec<String>> {
    let mut problems = Vec::new();
    let owned = Owned {
        identity: kept(list(line, "identity_policies"), &mut problems),
        resource: kept(on_resource(line), &mut problems),
        boundaries: kept(list(line, "permissions_boundaries"), &mut problems),
        sessions: kept(list(line, "session_policies"), &mut problems),
        service_control: kept(levels(line, "service_control_policies"), &mut problems),
        resource_control: kept(levels(line, "resource_control_policies"), &mut problems)
            .unwrap_or_default(),
        endpoint: kept(documents(line, "endpoint_policies", owned::on_endpoint), &mut problems),
    };
    if kept(line.flag("default_key_policy"), &mut problems) && owned.resource.is_some() {
        let why = "`default_key_policy` and `resource_policy` are two policies of one resource";
        problems.push(why.to_owned());
    }
    if problems.is_empty() { Ok(owned) } else { Err(problems) }
}

/// What was read, or nothing and the reason in `problems`.
fn kept<T: Default>(read: Result<T, String>, problems: &mut Vec<String>) -> T {
    read.unwrap_or_else(|why| {
        problems.push(why);
        T::default()
    })
}

fn on_resource(line: &Line<'_>) -> Result<Option<OnResource>, String> {
    let Some(node) = line.node("resource_policy")? else { return Ok(None) };
    document(line, node, "resource_policy", owned::on_resource).map(Some)
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
    let level = |node: &Node<'_>| -> Result<Vec<Policy<K>>, String> {
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

fn array<'n, 't>(node: &'n Node<'t>, name: &str) -> Result<&'n [Node<'t>], String> {
    match &node.value {
        Value::Array(items) => Ok(items),
        _ => Err(format!("`{name}` is {}, not an array", node.type_name())),
    }
}

/// A policy: an object, JSON in a string, or either of them as `policy` beside a name.
fn document<T>(line: &Line<'_>, node: &Node<'_>, name: &str, read: Read<T>) -> Result<T, String> {
    let wrapped = node.member("Statement").is_none().then(|| node.member("policy")).flatten();
    let node = wrapped.map_or(node, |member| &member.node);
    let text = match &node.value {
        Value::String(text) => Cow::Borrowed(text.as_ref()),
        Value::Object(_) => Cow::Borrowed(line.source(node)),
        _ => return Err(format!("a policy of `{name}` is {}", node.type_name())),
    };
    read(&text).map_err(|error| format!("a policy of `{name}`: {error}"))
}
