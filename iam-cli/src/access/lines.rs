//! The questions, one a line.

use super::answer::{Asked, Question, Response};
use super::args::Type;
use super::document::Unread;
use super::found::Given;
use super::run::outcome;
use super::sides::{Named, Side, Texts};
use crate::jsonl::{self, Line, Members};
use crate::outcome::{Outcome, Result as RunResult};
use clap::ValueEnum as _;
use iam_access::Access;
use iam_core::document::{Node, Value};
use std::borrow::Cow;

pub(super) fn no_new_access() -> RunResult {
    jsonl::run(|line| {
        line.only(&NO_NEW_ACCESS)?;
        let texts = [side(line, "existing_")?, side(line, "new_")?];
        let [existing, new] = read(&texts, policy_type(line)?)?;
        let found = new.no_new_access(&existing, line.flag("strict")?);
        let asked = Asked::of(Question::NoNewAccess, &new, existing.is_set || new.is_set);
        Ok(answered(asked, &found))
    })
}

pub(super) fn access_not_granted() -> RunResult {
    jsonl::run(|line| {
        line.only(&ACCESS_NOT_GRANTED)?;
        let texts = [side(line, "")?];
        if texts.iter().any(|it| it.documents.is_empty()) {
            return Err("`policies` is empty: no policy is given".to_owned().into());
        }
        let [side] = read(&texts, policy_type(line)?)?;
        let found = side.access_not_granted(&access(line)?, line.flag("strict")?);
        Ok(answered(Asked::of(Question::AccessNotGranted, &side, side.is_set), &found))
    })
}

pub(super) fn no_public_access() -> RunResult {
    jsonl::run(|line| {
        line.only(&["policy", "resource_type", "resource_control_policies"])?;
        let resource_type = line.needed_text("resource_type")?.parse().map_err(
            |error: iam_access::PublicResourceTypeError| format!("`resource_type`: {error}"),
        )?;
        let [side] = read(&[side(line, "")?], Some(Type::Resource))?;
        Ok(answered(Question::NoPublicAccess.into(), &side.no_public_access(resource_type)))
    })
}

fn read<const N: usize>(texts: &[Texts; N], given: Option<Type>) -> Result<[Side; N], String> {
    Side::read(texts, given, in_member).map_err(|it| it.problems.join("; "))
}

/// The members of a question about new access.
const NO_NEW_ACCESS: [&str; 15] = [
    "strict",
    "existing_policy",
    "existing_policies",
    "new_policy",
    "new_policies",
    "policy_type",
    "permissions_boundary",
    "existing_permissions_boundary",
    "new_permissions_boundary",
    "service_control_policies",
    "existing_service_control_policies",
    "new_service_control_policies",
    "resource_control_policies",
    "existing_resource_control_policies",
    "new_resource_control_policies",
];

/// The members of a question about some access.
const ACCESS_NOT_GRANTED: [&str; 8] = [
    "access",
    "strict",
    "policy",
    "policies",
    "policy_type",
    "permissions_boundary",
    "service_control_policies",
    "resource_control_policies",
];

/// The policies and limits of the side whose members start so: its own limits, or else those of both.
fn side(line: &Line<'_>, side: &str) -> Result<Texts, String> {
    let limit = |name: &'static str| -> Result<Option<String>, String> {
        let own = format!("{side}{name}");
        let name = if line.node(&own)?.is_some() { own } else { name.to_owned() };
        Ok(line.node(&name)?.is_some().then_some(name))
    };
    let levels = |name| -> Result<_, String> {
        limit(name)?.map(|name| levels(line, &name)).transpose().map(Option::unwrap_or_default)
    };
    let (one, several) = (format!("{side}policy"), format!("{side}policies"));
    let documents = match (line.node(&one)?, line.node(&several)?) {
        (Some(_), Some(_)) => return Err(format!("`{one}` and `{several}` are both there")),
        (None, Some(node)) => array(node, &several)?
            .iter()
            .map(|node| named(line, node, &several))
            .collect::<Result<_, _>>()?,
        _ => {
            let text = policy(line, &one)?.into_owned();
            vec![Named::of_member(one, text)]
        }
    };
    let boundary = limit("permissions_boundary")?.map(|name| {
        let text = policy(line, &name)?.into_owned();
        Ok::<_, String>(Named::of_member(name, text))
    });
    Ok(Texts {
        documents,
        boundary: boundary.transpose()?,
        service_control: levels("service_control_policies")?,
        resource_control: levels("resource_control_policies")?,
    })
}

/// By level: `[{"id": "root", "policies": […]}]`.
fn levels(line: &Line<'_>, name: &str) -> Result<Vec<Vec<Named>>, String> {
    let Some(node) = line.node(name)? else { return Ok(Vec::new()) };
    let mut problems = crate::members::Problems::default();
    let mut levels = Vec::new();
    for (at, level) in array(node, name)?.iter().enumerate() {
        let place = format!("{name}[{at}]");
        if !matches!(level.value, Value::Object(_)) {
            return Err(format!("`{place}` is {}, not an object", level.type_name()));
        }
        problems.look(level, &place, &["id", "policies"]);
        let policies = level.member("policies").ok_or(format!("`{place}` has no `policies`"))?;
        let policies = array(&policies.node, &format!("{place}.policies"))?.iter();
        levels.push(policies.map(|node| named(line, node, name)).collect::<Result<_, _>>()?);
    }
    problems.into_result()?;
    Ok(levels)
}

fn array<'n, 't>(node: &'n Node<'t>, name: &str) -> Result<&'n [Node<'t>], String> {
    match &node.value {
        Value::Array(items) => Ok(items),
        _ => Err(format!("`{name}` is {}, not an array", node.type_name())),
    }
}

fn named(line: &Line<'_>, node: &Node<'_>, name: &str) -> Result<Named, String> {
    Ok(Named::of_member(name.to_owned(), text(line, node, name)?.into_owned()))
}

fn in_member(named: &Named, error: &Unread) -> Vec<String> {
    vec![format!("`{}`: {}", named.name, problems(error))]
}

fn answered<'a>(asked: Asked<'_>, given: impl Into<Given<'a>>) -> (Members, Outcome) {
    let given = given.into();
    let response = Response::new(asked, given);
    (Members::default().with_all(&response), outcome(given.verdict))
}

fn policy_type(line: &Line<'_>) -> Result<Option<Type>, String> {
    line.spelled("policy_type", |text| Type::from_str(text, false).ok())
}

fn problems(error: &Unread) -> String {
    let each = error.problems().map(|(_, finding)| finding.to_string());
    each.collect::<Vec<_>>().join("; ")
}

/// The text of a policy: an object as it was written, or what a string holds.
fn policy<'l>(line: &'l Line<'_>, name: &str) -> Result<Cow<'l, str>, String> {
    let node = line.node(name)?.ok_or_else(|| format!("`{name}` is missing"))?;
    text(line, node, name)
}

fn text<'l>(line: &'l Line<'_>, node: &'l Node<'_>, name: &str) -> Result<Cow<'l, str>, String> {
    match &node.value {
        Value::String(text) => Ok(Cow::Borrowed(text)),
        Value::Object(_) => Ok(Cow::Borrowed(line.source(node))),
        _ => Err(format!("`{name}` is {}, not an object or a string", node.type_name())),
    }
}

/// `[{"actions": […], "resources": […]}]`
fn access(line: &Line<'_>) -> Result<Access, String> {
    let node = line.node("access")?.ok_or("`access` is missing")?;
    let object = match &node.value {
        Value::Array(items) => match items.as_slice() {
            [only] => only,
            items => {
                return Err(format!("`access` has {} objects, and takes one", items.len()));
            }
        },
        Value::Object(_) => node,
        _ => return Err(format!("`access` is {}, not an array", node.type_name())),
    };
    if !matches!(object.value, Value::Object(_)) {
        return Err(format!("`access[0]` is {}, not an object", object.type_name()));
    }
    let mut problems = crate::members::Problems::default();
    problems.look(object, "access[0]", &["actions", "resources"]);
    problems.into_result()?;
    let list = |name: &str| -> Result<Vec<&str>, String> {
        let Some(member) = object.member(name) else { return Ok(Vec::new()) };
        if !matches!(member.node.value, Value::Array(_)) {
            let found = member.node.type_name();
            return Err(format!("`access[0].{name}` is {found}, not an array of strings"));
        }
        let texts: Option<Vec<_>> = member.node.items().iter().map(Node::text).collect();
        texts.ok_or_else(|| format!("`access[0].{name}` is not an array of strings"))
    };
    let (actions, resources) = (list("actions")?, list("resources")?);
    Access::new(actions, resources).map_err(|error| format!("`access`: {error}"))
}
