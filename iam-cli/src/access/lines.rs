//! The questions, one a line.

use super::answer::{Question, Response};
use super::args::Type;
use super::document::{Document, Pair, Unread};
use super::run::outcome;
use crate::jsonl::{self, Line, Members};
use crate::outcome::{Outcome, Result as RunResult};
use clap::ValueEnum as _;
use iam_access::{Access, Answer};
use iam_core::document::{Node, Value};
use std::borrow::Cow;

pub(super) fn no_new_access() -> RunResult {
    jsonl::run(|line| {
        line.only(&["existing_policy", "new_policy", "policy_type"])?;
        let [existing, new] = [policy(line, "existing_policy")?, policy(line, "new_policy")?];
        let kind = Type::of(policy_type(line)?, &[&existing, &new]);
        let pair = Pair::read([&existing, &new], kind).map_err(|errors| {
            let [existing, new] = errors;
            let told = [("existing_policy", existing), ("new_policy", new)];
            let told = told
                .into_iter()
                .filter_map(|(name, error)| Some(format!("`{name}`: {}", problems(&error?))));
            told.collect::<Vec<_>>().join("; ")
        })?;
        Ok(answered(Question::NoNewAccess, &pair.no_new_access()))
    })
}

pub(super) fn access_not_granted() -> RunResult {
    jsonl::run(|line| {
        line.only(&["policy", "policy_type", "access"])?;
        let text = policy(line, "policy")?;
        let kind = Type::of(policy_type(line)?, &[&text]);
        let document = Document::read(&text, kind).map_err(|error| problems(&error))?;
        let access = access(line)?;
        Ok(answered(Question::AccessNotGranted, &document.access_not_granted(&access)))
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
        Ok(answered(Question::NoPublicAccess, &answer))
    })
}

fn answered(question: Question, answer: &Answer) -> (Members, Outcome) {
    let response = Response::new(question, answer);
    (Members::default().with_all(&response), outcome(answer))
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
