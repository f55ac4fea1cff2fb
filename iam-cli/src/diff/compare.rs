//! `iam diff`: pairs in, what differs out.

use super::args::{Diff, Format};
use super::let_through::{LetThrough, is_control_policy, of_control_policy, of_denials};
use super::paired::Sides;
use super::pairs;
use super::{Compared, Key, NotCompared, render, sarif};
use crate::access::args::Type;
use crate::access::document;
use crate::access::moot::{Owner, changes_moot_statement};
use crate::held::Values;
use crate::outcome::{Failure, Outcome, Result};
use crate::output::{note, print_json, print_text};
use crate::visible::visible;
use iam_access::{
    AnyPolicy, Comparison, EffectivePermissions, Relation, Verdict, grants_more_strictly,
};
use iam_core::policy::Policy;
use std::borrow::Cow;
use std::collections::BTreeSet;

pub(crate) fn run(args: &Diff) -> Result {
    let pairs = pairs::of(args).map_err(Failure::new)?;
    let mut not = pairs.not;
    let mut compared = Vec::new();
    let hidden: BTreeSet<(String, String)> = not
        .iter()
        .filter(|it| it.is_part)
        .map(|it| (it.key.file.clone(), it.key.policy.clone()))
        .collect();
    for (key, sides) in pairs.all {
        // One that cannot be read any more is not gone.
        let holder = key.policy.split('/').next().unwrap_or_default().to_owned();
        let is_hidden = sides.new.is_none() && hidden.contains(&(key.file.clone(), holder));
        match compare(&sides) {
            Ok(found) => {
                let Sides { assumed, places, open, policy_type, is_redecided, is_default, .. } =
                    sides;
                let Found { comparison, let_through, seems_equal, hypothetical } = found;
                let is_open = open.is_new() || is_hidden || open.is_some() && seems_equal;
                let is_open = is_open || is_redecided || is_default;
                let why = is_default.then(|| OF_AWS.to_owned());
                let is_control_policy = is_control_policy(policy_type);
                compared.push(Compared {
                    key,
                    comparison,
                    let_through,
                    is_control_policy,
                    is_open,
                    is_redecided,
                    why,
                    note: hypothetical.then_some(HYPOTHETICAL),
                    places,
                    assumed,
                });
            }
            // What cannot be read for a hole in it says the same if it is the same.
            Err(_) if sides.is_same() => {}
            Err(why) if sides.open.is_some() => {
                let why = format!("what is not known cannot be assumed: {why}");
                let Sides { is_redecided, places, assumed, .. } = sides;
                compared.push(Compared { is_redecided, places, assumed, ..not_known(key, why) });
            }
            Err(why) => {
                not.insert(NotCompared { key, why, is_part: false });
            }
        }
    }
    for (key, reasons) in pairs.attached.more() {
        compared.push(not_known(key, reasons.join("; ")));
    }
    match args.format {
        Format::Text => print_text(&render::text(&compared, &not))?,
        Format::Markdown => print_text(&render::markdown(&compared, &not))?,
        Format::Sarif => print_json(&sarif::log(&compared, &not))?,
        Format::Json => print_json(&render::json(&compared, &not))?,
    }
    // Of parts each form of output tells.
    for NotCompared { key, why, .. } in not.iter().filter(|it| !it.is_part) {
        note("error", &visible(&format!("{key}: not compared: {why}")));
    }
    let is_fine = |it: &Compared| matches!(it.relation(), Relation::Equal | Relation::Narrower);
    let are_all_compared = not.is_empty() || !args.fail_on_unchecked;
    Ok(match (not.iter().all(|it| it.is_part), compared.iter().all(is_fine)) {
        (false, _) => Outcome::Unreadable,
        (true, true) if are_all_compared => Outcome::Clean,
        (true, _) => Outcome::Findings,
    })
}

/// What a policy grants and lets through beside what it did.
struct Found {
    comparison: Comparison,
    let_through: Option<Comparison>,
    /// Whether more would be granted of texts that there are not: what is assumed may be none that there is, and so
    /// seem to be granted to nobody.
    seems_equal: bool,
    /// Whether more would be granted of what does not exist today, though all of it is known.
    hypothetical: bool,
}

fn compare(sides: &Sides) -> std::result::Result<Found, String> {
    if is_control_policy(sides.policy_type) {
        let LetThrough { comparison, is_more } = of_control_policy(sides)?;
        return Ok(Found {
            comparison: nothing(),
            let_through: Some(comparison),
            seems_equal: is_more,
            hypothetical: false,
        });
    }
    let [old, new] = read(sides)?;
    let comparison = iam_access::compare(&old, &new);
    let is_open = sides.open.is_some();
    let through = of_denials(&old, &new, is_open);
    // What is shown to be more needs no second look.
    let is_passed = comparison.gained.verdict() == Verdict::Pass;
    let is_more = is_passed && grants_more_strictly(&old, &new, &comparison.gained);
    let seems_equal = is_open
        && (is_more
            || through.as_ref().is_some_and(|it| it.is_more)
            || changes_moot_statement(old.statements(), new.statements(), Owner::of(&new)));
    let let_through = through.map(|it| it.comparison);
    Ok(Found { comparison, let_through, seems_equal, hypothetical: is_more && !is_open })
}

/// What is said where what does not exist today would be granted.
const HYPOTHETICAL: &str = "more would be granted of actions or resources that do not exist today: ask \
                            `iam check-no-new-access --strict`";

/// Why it is not known what a policy that is gone leaves.
const OF_AWS: &str = "without it the policy is AWS's own, which may let in more";

/// Something of which is not known what it grants, and why.
fn not_known(key: Key, why: String) -> Compared {
    Compared {
        key,
        comparison: nothing(),
        let_through: None,
        is_control_policy: false,
        is_open: true,
        is_redecided: false,
        why: Some(why),
        note: None,
        places: Vec::new(),
        assumed: Values::new(),
    }
}

/// That nothing is granted on either side.
fn nothing() -> Comparison {
    let nothing = EffectivePermissions::new();
    iam_access::compare(&nothing, &nothing)
}

/// Both policies; one that is there on one side only is compared with one that says nothing.
fn read(sides: &Sides) -> std::result::Result<[AnyPolicy; 2], String> {
    let texts: Vec<&str> = sides.old.iter().chain(&sides.new).map(String::as_str).collect();
    let given = sides.policy_type.map(Type::of_policy_type);
    let kind = Type::of(given, &texts);
    let read = |side: &str, text: &Option<String>| match text {
        Some(text) => document::read(text, kind).map_err(|error| {
            let each: Vec<_> = error.problems().map(|(_, it)| it.message.clone()).collect();
            format!("{side}: {}", each.join("; "))
        }),
        None => Ok(match kind {
            Type::Identity => {
                AnyPolicy::Identity(Policy::already_read(None, None, Cow::Borrowed(&[])))
            }
            Type::Resource => {
                AnyPolicy::Resource(Policy::already_read(None, None, Cow::Borrowed(&[])))
            }
        }),
    };
    match (read("the old one", &sides.old), read("the new one", &sides.new)) {
        (Ok(old), Ok(new)) => Ok([old, new]),
        (old, new) => {
            let both: Vec<_> = [old.err(), new.err()].into_iter().flatten().collect();
            Err(both.join("; "))
        }
    }
}
