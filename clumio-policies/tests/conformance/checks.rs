//! Every document passes the checks, but for what is listed.

use crate::facts;
use clumio_policies::{Assets, ClumioPolicySet, Stage};
use std::collections::BTreeSet;
use typed_iam::check::{self, Options};
use typed_iam::finding::FindingType;
use typed_iam::{Kind, Policy, PolicyType, json};

/// A finding about a vendor's statement: policy, `Sid` (none: the whole policy), code.
type Found = (&'static str, Option<String>, &'static str);

/// What the checks have against the documents of a set.
fn found<S: Stage>(set: &ClumioPolicySet<S>, template: bool) -> BTreeSet<(Found, FindingType)> {
    let mut all = BTreeSet::new();
    for role in set.roles() {
        collect(role.entity, S::as_written(&role.trust_policy), template, &mut all);
    }
    for (_, policy) in set.policies() {
        collect(policy.policy, S::as_written(&policy.document), template, &mut all);
    }
    for topic in set.topics() {
        collect(topic.policy, S::as_written(&topic.document), template, &mut all);
    }
    all
}

fn collect<K: Kind>(
    name: &'static str,
    policy: &Policy<K>,
    template: bool,
    all: &mut BTreeSet<(Found, FindingType)>,
) {
    let text = policy.to_json();
    let document = json::read(&text).unwrap();
    let options = Options::new(K::TYPE);
    let options = if template { options.template() } else { options };
    for finding in check::run(&document, options) {
        let statement = finding.statement.and_then(|index| policy.statements().get(index));
        let sid = statement.and_then(|statement| statement.sid.as_deref()).map(str::to_owned);
        all.insert(((name, sid, finding.code), finding.finding_type));
    }
}

#[test]
fn dump() {
    let set = ClumioPolicySet::for_assets(Assets::ALL);
    for one in found(&set, true) {
        println!("{one:?}");
    }
    let _ = (facts::rows, PolicyType::ALL);
}
