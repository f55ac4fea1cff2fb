//! Files in, smaller policies out.

use super::args::{Minimize, Quota};
use super::lines;
use super::smaller::{Problem, Smaller, quota_of};
use crate::access::args::Type;
use crate::args::Plain;
use crate::held::{Picked, Unknown, policy_in, problems};
use crate::input;
use crate::outcome::{Outcome, Result};
use crate::output::{note, print_json, print_text, print_to_stderr};
use crate::visible::visible_lines;
use iam_access::{Cut, MinimiseOptions};
use iam_core::policy::PolicyType;
use serde_json::{Value, json};
use std::path::Path;

pub(crate) fn run(args: &Minimize) -> Result {
    if args.jsonl {
        return lines::run();
    }
    let mut outcome = Outcome::Clean;
    let mut told: Vec<String> = Vec::new();
    for path in &args.files {
        let name = input::name(path);
        match of_file(args, path) {
            Ok((smaller, policy_type)) => {
                match args.format {
                    Plain::Text => text(args, &name, &smaller)?,
                    Plain::Json => told.push(object(&name, &smaller)),
                }
                if smaller.policies.len() > 1
                    && let Some(holder) = only_one(policy_type)
                {
                    note(
                        "warning",
                        &format!("{name}: {holder} at a time: these do not fit together"),
                    );
                }
            }
            Err(messages) => {
                for message in messages {
                    note("error", &message);
                }
                outcome = Outcome::Unreadable;
            }
        }
    }
    if args.format == Plain::Json {
        print_json(&format!("[{}]\n", told.join(",\n ")))?;
    }
    Ok(outcome)
}

fn of_file(
    args: &Minimize,
    path: &Path,
) -> std::result::Result<(Smaller, PolicyType), Vec<String>> {
    let picked = policy_in(path, args.policy_of.as_deref(), Unknown::Kept);
    let Picked { name, text, is_held, policy_type, .. } = picked.map_err(|error| vec![error])?;
    let policy_type = args.policy_type.or(policy_type).unwrap_or_else(|| guess(&text));
    let quota = args.quota.map(|quota| match quota {
        Quota::Characters(characters) => characters,
        Quota::OfType => quota_of(policy_type),
    });
    let cut = args.compress.then_some(if args.tight { Cut::Letters } else { Cut::Words });
    let smaller = Smaller::of(&text, policy_type, options(cut, quota, args.merge_sids));
    smaller.map(|smaller| (smaller, policy_type)).map_err(|problem| match problem {
        Problem::Unread(error) => problems(&name, &error, is_held),
        Problem::Unfit(why) => vec![format!("{name}: {why}")],
    })
}

/// Who has one policy of this type, if it is one.
fn only_one(policy_type: PolicyType) -> Option<&'static str> {
    Some(match policy_type {
        PolicyType::Resource => "a resource has one policy",
        PolicyType::Trust => "a role has one trust policy",
        PolicyType::PermissionsBoundary => "a user or role has one permissions boundary",
        PolicyType::VpcEndpoint => "an endpoint has one policy",
        _ => return None,
    })
}

pub(super) fn options(cut: Option<Cut>, quota: Option<usize>, merge_sids: bool) -> MinimiseOptions {
    let mut options = MinimiseOptions::default();
    options.compress = cut;
    options.quota = quota;
    options.merge_sids = merge_sids;
    options
}

/// What a policy is that nobody says the type of. Trust policies are of a resource, too.
pub(super) fn guess(text: &str) -> PolicyType {
    match Type::of(None, &[text]) {
        Type::Identity => PolicyType::Identity,
        Type::Resource => PolicyType::Resource,
    }
}

fn text(
    args: &Minimize,
    name: &str,
    smaller: &Smaller,
) -> std::result::Result<(), crate::outcome::Failure> {
    for policy in &smaller.policies {
        print_text(&format!("{}\n", policy.pretty))?;
    }
    if args.explain {
        for step in &smaller.steps {
            print_to_stderr(&visible_lines(&format!("  {step}\n")));
        }
    }
    note("note", &format!("{name}: {}", counts(smaller)));
    Ok(())
}

/// `1234 characters, before 2345 (-47.4 %)`
fn counts(smaller: &Smaller) -> String {
    let bytes = smaller.bytes();
    let all: usize = bytes.iter().sum();
    let before = smaller.before;
    let per_mille = (all * 1000).checked_div(before).unwrap_or(1000);
    let (sign, part) =
        if per_mille <= 1000 { ('-', 1000 - per_mille) } else { ('+', per_mille - 1000) };
    let change = format!("{sign}{}.{} %", part / 10, part % 10);
    match bytes.as_slice() {
        [same] if *same == before => format!("{same} characters, as before"),
        [_] => format!("{all} characters, before {before} ({change})"),
        several => {
            let each: Vec<_> = several.iter().map(ToString::to_string).collect();
            let (count, each) = (several.len(), each.join(", "));
            let at_least = smaller.at_least;
            format!(
                "{count} policies of {each} characters, before one of {before} ({change}); fewer than {at_least} cannot be"
            )
        }
    }
}

fn object(name: &str, smaller: &Smaller) -> String {
    let rest = json!({
        "bytes": smaller.bytes(),
        "bytes_before": smaller.before,
        "at_least": smaller.at_least,
        "steps": smaller.steps,
    });
    let rest = rest.to_string();
    let rest = rest.strip_prefix('{').unwrap_or_default();
    format!("{{\"file\":{},\"policies\":{},{rest}", Value::from(name), array(smaller))
}

/// The policies as they are written: order and numbers stay.
pub(super) fn array(smaller: &Smaller) -> String {
    let each: Vec<&str> = smaller.policies.iter().map(|it| it.compact.as_str()).collect();
    format!("[{}]", each.join(","))
}
