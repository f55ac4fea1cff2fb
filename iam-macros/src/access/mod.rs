//! What a policy grants, proved, beside what is demanded of it.

mod baseline;
mod granting;
mod widest;

use crate::demand::{Demand, Refusal, What};
use crate::proof::{Asked, Proof};
use granting::Granting;
use iam_access::{Access, Answer, PublicResourceType, Reason, Unknown};
use iam_core::document::{ByteSpan, Node};
use iam_core::policy::PolicyType;
use iam_core::registry;
use iam_core::visible::visible;
use std::borrow::Cow;
use widest::Kept;

/// What somebody else's crate grants is not for the crates to judge that depend on it: they could not
/// mend it, and a newer registry must not break them.
fn is_enforced() -> bool {
    std::env::var_os("CARGO_PRIMARY_PACKAGE").is_some()
}

pub(crate) fn prove(asked: &Asked<'_>) -> Proof {
    let mut proof = Proof::default();
    if asked.demands.iter().any(|demand| matches!(demand.what, What::Baseline { .. })) {
        proof.watch.extend(baseline::watch_folder());
    }
    if !is_enforced() {
        return proof;
    }
    for demand in asked.demands {
        let (document, kept) = if asked.is_open {
            let widest = match &demand.what {
                What::NeverGrants { actions, .. } => {
                    widest::widest(asked.document, asked.is_template, actions)
                }
                _ => None,
            };
            let Some((document, kept)) = widest else {
                proof.refusals.push(open(demand));
                continue;
            };
            if kept.is_empty() {
                continue;
            }
            (Cow::Owned(document), kept)
        } else {
            (Cow::Borrowed(asked.document), Vec::new())
        };
        let policy = match Granting::read(asked.policy_type, &document) {
            Some(Ok(policy)) => policy,
            Some(Err(what)) => {
                if !demand.by_project {
                    proof.refusals.push(demand.refusal(limits(demand, what)));
                }
                continue;
            }
            None if asked.is_open => {
                proof.refusals.push(open(demand));
                continue;
            }
            // What was silenced keeps it from being a policy, which is told.
            None => return Proof::default(),
        };
        match &demand.what {
            What::NeverGrants { actions, resources } => {
                let texts = |list| <[String]>::iter(list).map(String::as_str);
                match Access::new(texts(actions), texts(resources)) {
                    Ok(access) => {
                        let answer = policy.access_not_granted(&access);
                        let words =
                            if demand.by_project { &NEVER_GRANTS_HERE } else { &NEVER_GRANTS };
                        let refusals = told(asked.document, &kept, demand, &answer, words);
                        proof.refusals.extend(refusals);
                    }
                    Err(error) => proof.refusals.push(demand.refusal(error.to_string())),
                }
            }
            What::NotPublic { resource_type } => {
                match resource_type_of(asked.policy_type, resource_type.as_deref()) {
                    Ok(resource_type) => {
                        if let Some(answer) = policy.no_public_access(resource_type) {
                            let refusals = told(asked.document, &[], demand, &answer, &NOT_PUBLIC);
                            proof.refusals.extend(refusals);
                        }
                    }
                    Err(message) => proof.refusals.push(demand.refusal(message)),
                }
            }
            What::Baseline { path } => baseline::prove(asked, demand, path, &policy, &mut proof),
        }
    }
    proof
}

/// What is said of a policy that grants what it must not.
struct Words {
    /// What it does, from the action on.
    does: fn(&str) -> String,
    /// Whether it does.
    whether: &'static str,
    /// After the witness.
    by: &'static str,
    fix: &'static str,
    /// The element of the statement that is to blame.
    element: &'static str,
}

const NEVER_GRANTS: Words = Words {
    does: |action| format!("this policy grants `{action}`, which it must never grant"),
    whether: "this policy grants what it must never grant",
    by: ": allowed by this statement",
    fix: "narrow the statement, or what `#[never_grants]` lists",
    element: "Action",
};

const NEVER_GRANTS_HERE: Words = Words {
    fix: "narrow the statement, or what `never-grants` lists in `iam.toml`",
    ..NEVER_GRANTS
};

/// Of a policy of which a part is not known yet: the witness has it as the worst value would make it.
const MAY_GRANT: Words = Words {
    does: |action| format!("this policy may grant `{action}`, which it must never grant"),
    whether: "this policy may grant what it must never grant",
    by: ": some value of what is known only when the program runs allows that by this statement",
    fix: "write the values out, or ask of the finished policy in a test, with `assert_never_grants!`",
    ..NEVER_GRANTS
};

const NOT_PUBLIC: Words = Words {
    does: |_| "this policy lets in strangers".to_owned(),
    whether: "this policy lets in strangers",
    by: ", whom nothing in the policy names: allowed by this statement",
    fix: "name the principals, or where they come from, as by the condition key `aws:PrincipalOrgID`",
    element: "Principal",
};

/// The refusals for what an answer says, each at its statement: that of the same index, or of the index
/// that `kept` has for it.
fn told(
    document: &Node<'_>,
    kept: &[Kept],
    demand: &Demand,
    answer: &Answer,
    words: &Words,
) -> Vec<Refusal> {
    let of = |index: usize| kept.get(index).copied().unwrap_or(Kept { index, is_certain: true });
    let reasons = answer.reasons().iter().map(|reason| {
        let Reason { statement, witness, .. } = reason;
        let statement = of(*statement);
        let words = if statement.is_certain { words } else { &MAY_GRANT };
        let action = witness.request().action().to_string();
        let text = format!(
            "{}\n  why: {witness}{}\n  fix: {}\n  [{}]",
            (words.does)(&action),
            words.by,
            words.fix,
            demand.name(),
        );
        Refusal {
            at: blamed(document, statement.index, words.element, &action),
            ..demand.refusal(text)
        }
    });
    let unknown = answer.unknown().iter().map(|unknown| {
        let Unknown { statement, why, .. } = unknown;
        let text = format!(
            "nobody can tell whether {}\n  why: of this statement it is not known: {why}\n  fix: write the statement more plainly, or in several\n  [{}]",
            words.whether,
            demand.name(),
        );
        Refusal { at: blamed(document, of(*statement).index, words.element, ""), ..demand.refusal(text) }
    });
    reasons.chain(unknown).collect()
}

/// The element that is to blame in the statement of this index, and of actions the entry that allows this
/// one; else the statement.
fn blamed(document: &Node<'_>, statement: usize, element: &str, action: &str) -> Option<ByteSpan> {
    let statement = document.member("Statement")?.node.items().get(statement)?;
    let Some(member) = statement.member(element) else { return Some(statement.span) };
    if element != "Action" {
        return Some(member.node.span);
    }
    let allows = |entry: &&Node<'_>| {
        let mut actions = entry.text().into_iter().flat_map(registry::actions_matching);
        entry.text() == Some("*") || actions.any(|it| it.to_string() == action)
    };
    Some(member.node.items().iter().find(allows).unwrap_or(statement).span)
}

/// Of a policy whose values are not known yet.
fn open(demand: &Demand) -> Refusal {
    demand.refusal(format!(
        "`#[{name}]` cannot be proved here\n  why: a part of this policy is known only when the program runs: nobody can tell what it will grant\n  fix: write the values out, or ask of the finished policy in a test, with `{test}`",
        name = demand.name(),
        test = match demand.what {
            What::NeverGrants { .. } => "assert_never_grants!",
            What::NotPublic { .. } => "assert_not_public!",
            What::Baseline { .. } => "assert_no_new_access!",
        },
    ))
}

/// Of a policy that grants nothing by itself.
fn limits(demand: &Demand, what: &str) -> String {
    format!(
        "`#[{}]` is not for {what}\n  why: it grants nothing by itself, it limits what others grant\n  fix: demand it of the policies that grant",
        demand.name(),
    )
}

/// What a policy is of, for the question who is a stranger.
fn resource_type_of(
    policy_type: PolicyType,
    resource_type: Option<&str>,
) -> Result<PublicResourceType, String> {
    let is_trust = match policy_type {
        PolicyType::Trust => true,
        PolicyType::Resource => false,
        _ => {
            return Err(
                "`#[not_public]` is for policies of resources\n  why: an identity-based policy makes nothing public\n  fix: remove it".to_owned(),
            );
        }
    };
    let Some(resource_type) = resource_type else {
        // All but the one of trust policies are asked the same.
        let found = PublicResourceType::all().find(|it| it.is_trust_policy() == is_trust);
        return found.ok_or_else(String::new);
    };
    let found: PublicResourceType = resource_type
        .parse()
        .map_err(|error: iam_access::PublicResourceTypeError| error.to_string())?;
    if found.is_trust_policy() == is_trust {
        return Ok(found);
    }
    let resource_type = visible(resource_type);
    Err(format!(
        "this is not the policy of an `{resource_type}`\n  fix: write `#[not_public]`, or name what it is the policy of"
    ))
}
