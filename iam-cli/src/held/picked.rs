//! One policy of a file.

use super::assumed::{Assumed, Values, open, told};
use super::contents::contents;
use super::folder::{InFile, OfFolder};
use crate::input;
use crate::output::note;
use iam_core::arn::ArnPattern;
use iam_core::document::{ByteSpan, Node, Value};
use iam_core::finding::Finding;
use iam_core::from_json::PolicyError;
use iam_core::json::{self, LineIndex, Position};
use iam_core::pattern::parameters;
use iam_core::policy::PolicyType;
use iam_source::found::{Contents, Found, Hole};
use std::collections::BTreeSet;
use std::path::Path;

/// The policy that `name` means; without one the only one there is. Otherwise what there is to choose from.
pub(crate) fn picked<'c, 't>(
    contents: &'c Contents<'t>,
    name: Option<&str>,
) -> Result<&'c Found<'t>, String> {
    let all: Vec<_> = contents.named().collect();
    let fits = |(own, found): &&(String, &Found<'_>)| {
        name.is_none_or(|name| {
            found.holder == name || own == name || found.holder.is_empty() && found.path == name
        })
    };
    // A name in full means that one, though another has it with a number.
    let exact: Vec<_> = all.iter().filter(|(own, _)| Some(own.as_str()) == name).collect();
    let fitting = if exact.is_empty() { all.iter().filter(fits).collect() } else { exact };
    match fitting.as_slice() {
        [(_, found)] => Ok(found),
        [] if contents.policies.is_empty() => {
            let mut why = format!("is {}, and holds no policy that can be read", contents.source);
            if let Some(first) = contents.unchecked.first() {
                why = format!("{why}: {}", first.reason);
            }
            Err(why)
        }
        some => {
            let listed: Vec<_> = if some.is_empty() { all.iter().collect() } else { some.to_vec() };
            let names: Vec<_> = listed.iter().map(|(own, _)| format!("`{own}`")).collect();
            let names = names.join(", ");
            Err(match name {
                Some(name) if some.is_empty() => {
                    format!("holds no policy of `{name}`, but {names}")
                }
                Some(name) => format!("holds several policies of `{name}`: say which: {names}"),
                None => format!("is {}: pick a policy with --policy-of: {names}", contents.source),
            })
        }
    }
}

/// What becomes of the parts of a policy that are not known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// Something is assumed for each, and told.
    Assumed,
    /// They stay parameters, `${Name}`.
    Kept,
}

/// The text of one policy, and where it is from.
pub(crate) struct Picked {
    /// What messages call the file that it stands in.
    pub(crate) name: String,
    pub(crate) text: String,
    /// What kind of policy it is, if the file says so.
    pub(crate) policy_type: Option<PolicyType>,
    /// Whether parameters are left in it.
    pub(crate) is_template: bool,
    /// Whether the text is not that of the file, so that places in it are none of the file.
    pub(crate) is_held: bool,
    /// What was assumed in it that deploying tells, but for the partition, the region and the account.
    pub(crate) open: Values,
    /// Those of them that are not within the ARN of a resource: whatever the rest of an ARN is, the statement is
    /// about some resource.
    pub(crate) beyond_arns: BTreeSet<String>,
    /// From where to where in the file each of its statements goes.
    pub(crate) statements: Vec<(Position, Position)>,
}

/// The policy in the file at `path`: the file, or the policy in it that `policy_of` means; or one of those of a
/// folder that is a configuration of Terraform.
pub(crate) fn policy_in(
    path: &Path,
    policy_of: Option<&str>,
    unknown: Unknown,
) -> Result<Picked, String> {
    let name = input::name(path);
    let named = |why| format!("{name} {why}");
    if path.is_dir() {
        let folder = OfFolder::read(path)?;
        let InFile { found, path, text } = folder.picked(policy_of).map_err(named)?;
        return Ok(known_of(found, &text, input::name(path), unknown));
    }
    let text = input::text(path)?;
    let Some(contents) = contents(path, &text, None)? else {
        let document = json::read(&text).ok();
        let statements = document.map(|document| statements(&document, &text)).unwrap_or_default();
        return Ok(Picked {
            name,
            text,
            policy_type: None,
            is_template: false,
            is_held: false,
            open: Values::new(),
            beyond_arns: BTreeSet::new(),
            statements,
        });
    };
    let found = picked(&contents, policy_of).map_err(named)?;
    Ok(known_of(found, &text, name, unknown))
}

/// A policy that was found in the `text` of the file called `name`, and what is not known in it as is wanted.
fn known_of(found: &Found<'_>, text: &str, name: String, unknown: Unknown) -> Picked {
    if unknown == Unknown::Kept {
        return picked_of(found, text, name);
    }
    let Assumed { text: filled, values, .. } = Assumed::of(found);
    if !values.is_empty() {
        note("note", &format!("{name}: `{}`: {}", found.name(), told(&values)));
    }
    let statements = statements(&found.document, text);
    let policy_type = found.policy_type;
    let open = open(values);
    let mut beyond_arns = BTreeSet::new();
    gather_beyond_arns(&found.document, &found.holes, &mut beyond_arns);
    beyond_arns.retain(|name| open.contains_key(name));
    Picked {
        name,
        text: filled,
        policy_type,
        is_template: false,
        is_held: true,
        open,
        beyond_arns,
        statements,
    }
}

/// The parameters of a tree, but for those within ARNs of resources.
fn gather_beyond_arns(node: &Node<'_>, holes: &[Hole], names: &mut BTreeSet<String>) {
    match &node.value {
        Value::String(text) => names.extend(parameters(text).map(ToOwned::to_owned)),
        Value::Interpolated(index) => names.extend(holes.get(*index).map(|it| it.name.clone())),
        Value::Array(items) => items.iter().for_each(|it| gather_beyond_arns(it, holes, names)),
        Value::Object(members) => {
            for member in members {
                names.extend(parameters(&member.key).map(ToOwned::to_owned));
                let is_resource = ["Resource", "NotResource"].contains(&&*member.key);
                let is_arn =
                    |it: &Node<'_>| it.text().is_some_and(|text| ArnPattern::parse(text).is_ok());
                for item in member.node.items().iter().filter(|it| !is_resource || !is_arn(it)) {
                    gather_beyond_arns(item, holes, names);
                }
            }
        }
        _ => {}
    }
}

/// A policy that was found in the `text` of the file called `name`, its parameters left in.
pub(crate) fn picked_of(found: &Found<'_>, text: &str, name: String) -> Picked {
    let mut is_template = false;
    let json = found.to_json(&mut |name| {
        is_template = true;
        format!("${{{name}}}")
    });
    let statements = statements(&found.document, text);
    let policy_type = found.policy_type;
    Picked {
        name,
        text: json,
        policy_type,
        is_template,
        is_held: true,
        open: Values::new(),
        beyond_arns: BTreeSet::new(),
        statements,
    }
}

/// What is wrong with a policy of the file called `name`, a line each; with places if the text is that of the file.
pub(crate) fn problems(name: &str, error: &PolicyError, is_held: bool) -> Vec<String> {
    let line = |(at, finding): (Position, &Finding)| match finding.statement {
        _ if !is_held => format!("{name}:{}:{}: {finding}", at.line, at.column + 1),
        Some(statement) => format!("{name}: statement {}: {finding}", statement + 1),
        None => format!("{name}: {finding}"),
    };
    error.problems().map(line).collect()
}

/// From where to where in `text` each statement goes.
fn statements(document: &Node<'_>, text: &str) -> Vec<(Position, Position)> {
    let lines = LineIndex::new(text);
    let place = |node: &Node<'_>| {
        let ByteSpan { start, end } = node.span;
        (lines.position(start as usize), lines.position(end as usize))
    };
    let member = document.member("Statement");
    member.map_or(&[][..], |member| member.node.items()).iter().map(place).collect()
}
