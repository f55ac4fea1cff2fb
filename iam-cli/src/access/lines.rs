//! The questions, one a line.

use super::answer::{Asked, Question, Response};
use super::args::Type;
use super::document::{Document, Unread};
use super::found::Given;
use super::run::outcome;
use super::sides::{Named, Sides, Texts};
use crate::jsonl::{self, Line, Members};
use crate::outcome::{Outcome, Result as RunResult};
use clap::ValueEnum as _;
use iam_access::Access;
use iam_core::document::{Node, Value};
use std::borrow::Cow;
use std::collections::BTreeSet;

pub(super) fn no_new_access() -> RunResult {
    jsonl::run(|line| {
        line.only(&NO_NEW_ACCESS)?;
        let sides = [side(line, "existing")?, side(line, "new")?];
        let sides = Sides::read(&sides, policy_type(line)?, in_member);
        let sides = sides.map_err(|problems| problems.join("; "))?;
        let found = sides.no_new_access(line.flag("strict")?);
        Ok(answered(Asked::of_sides(&sides), &found))
    })
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

/// The policies and limits of one side: its own limits, or else those of both.
fn side(line: &Line<'_>, side: &str) -> Result<Texts, String> {
    let limit = |name: &'static str| -> Result<Option<String>, String> {
        let own = format!("{side}_{name}");
        let name = if line.node(&own)?.is_some() { own } else { name.to_owned() };
        Ok(line.node(&name)?.is_some().then_some(name))
    };
    let levels = |name| -> Result<_, String> {
        limit(name)?.map(|name| levels(line, &name)).transpose().map(Option::unwrap_or_default)
    };
    let (one, several) = (format!("{side}_policy"), format!("{side}_policies"));
    let documents = match (line.node(&one)?, line.node(&several)?) {
        (Some(_), Some(_)) => return Err(format!("`{one}` and `{several}` are both there")),
        (None, Some(node)) => array(node, &several)?
            .iter()
            .map(|node| named(line, node, &several))
            .collect::<Result<_, _>>()?,
        _ => vec![Named {
            text: policy(line, &one)?.into_owned(),
            name: one,
            is_held: true,
            open: BTreeSet::new(),
            beyond_arns: BTreeSet::new(),
        }],
    };
    let boundary = limit("permissions_boundary")?;
    let boundary = boundary.map(|name| {
        policy(line, &name).map(|text| Named {
            text: text.into_owned(),
            name,
            is_held: true,
            open: BTreeSet::new(),
            beyond_arns: BTreeSet::new(),
        })
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
    Ok(Named {
        name: name.to_owned(),
        text: text(line, node, name)?.into_owned(),
        is_held: true,
        open: BTreeSet::new(),
        beyond_arns: BTreeSet::new(),
    })
}

fn in_member(named: &Named, error: &Unread) -> Vec<String> {
    vec![format!("`{}`: {}", named.name, problems(error))]
}

pub(super) fn access_not_granted() -> RunResult {
    jsonl::run(|line| {
        line.only(&["policy", "policy_type", "access"])?;
        let text = policy(line, "policy")?;
        let kind = Type::of(policy_type(line)?, &[&text]);
        let document = Document::read(&text, kind).map_err(|error| problems(&error))?;
        let access = access(line)?;
        Ok(answered(Question::AccessNotGranted.into(), &document.access_not_granted(&access)))
    })
}

pub(super) fn no_public_access() -> RunResult {
    jsonl::run(|line| {
        line.only(&["policy", "resource_type"])?;
        let text = policy(line, "policy")?;
        let resource_type = line.needed_text("resource_type")?.parse().map_err(
            |error: iam_access::PublicResourceTypeError| format!("`resource_type`: {error}"),
        )?;
        let document = Document::read(&text, Type::Resource).map_err(|error| problems(&error))?;
        let answer = document.no_public_access(resource_type);
        let answer = answer.ok_or("an identity-based policy makes nothing public")?;
        Ok(answered(Question::NoPublicAccess.into(), &answer))
    })
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
