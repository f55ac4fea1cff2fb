//! The proof of each demand.

use super::baseline;
use super::granting::granting;
use super::told::{NEVER_GRANTS, NEVER_GRANTS_HERE, NOT_PUBLIC, told};
use super::widest::widest;
use crate::demand::{Demand, Refusal, What};
use crate::proof::{Asked, Proof};
use iam_access::{Access, PublicResourceType, access_not_granted, no_public_access};
use iam_core::policy::PolicyType;
use iam_core::visible::visible;
use std::borrow::Cow;

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
                    widest(asked.document, asked.is_template, actions)
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
        let policy = match granting(asked.policy_type, &document) {
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
                        let answer = access_not_granted(&policy, &access);
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
                        let answer = no_public_access(&policy, resource_type);
                        let refusals = told(asked.document, &[], demand, &answer, &NOT_PUBLIC);
                        proof.refusals.extend(refusals);
                    }
                    Err(message) => proof.refusals.push(demand.refusal(message)),
                }
            }
            What::Baseline { path } => baseline::prove(asked, demand, path, &policy, &mut proof),
        }
    }
    proof
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
