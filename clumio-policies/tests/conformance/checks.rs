//! Every document passes the checks, but for what is listed.

use crate::facts;
use clumio_policies::{Asset, Assets, ClumioPolicySet, Stage};
use std::collections::BTreeSet;
use std::path::Path;
use typed_iam::check::{self, Options, Subject};
use typed_iam::finding::FindingType;
use typed_iam::{Kind, Policy, json};

/// What the checks have against one statement: policy, `Sid` (empty: the whole policy), code.
type Found = (&'static str, String, &'static str);

const SIZE: &str = "x-policy-size-exceeds-managed-policy-quota";
const RETIRED: &str = "x-deprecated-service-or-action";
const UNUSED: &str = "x-resource-without-action";

/// All that is expected. `docs/clumio-findings.md` says what to make of it.
const EXPECTED: [(&str, &str, &str); 11] = [
    REFUSED[0],
    REFUSED[1],
    REFUSED[2],
    ("ClumioDriftDetectPolicy", "ReflectOnClumioCfnStack", "x-action-resource-mismatch"),
    ("ClumioDynamoDbBackupPolicy", "ClumioDynamoDbAutoScalingActions", "x-key-not-for-action"),
    ("ClumioEC2BackupPolicy", "EC2DescribeOperations", RETIRED),
    ("ClumioEC2RestorePolicy", "", SIZE),
    ("ClumioEC2RestorePolicy", "EC2DescribeOperations", RETIRED),
    ("ClumioRdsBackupPolicy", "CopyAndSharingInstanceSnapshotToClumio", UNUSED),
    ("ClumioRdsRestorePolicy", "RestoreClusterToPointInTime", UNUSED),
    ("ClumioRdsRestorePolicy", "RestoreReadReplicas", UNUSED),
];

/// The errors and the security warning among them; the others are warnings.
const REFUSED: [(&str, &str, &str); 3] = [
    ("ClumioRdsRestorePolicy", "RemoveClumioTagAfterRestore", "invalid-arn-resource"),
    ("ClumioInventoryPolicy", "DescribeRDSGlobalClusters", "arn-region-not-allowed"),
    ("ClumioEventPubPolicy", EVENTS, "restrict-access-to-service-principal"),
];

/// The statement's `Sid`; its parameter is filled in the resolved set.
const EVENTS: &str = "AWSEvents_ClumioInventoryRule_${Token}_clumio-publish";

/// What the checks have against the documents of a set.
fn found<S: Stage>(set: &ClumioPolicySet<S>, template: bool) -> BTreeSet<Found> {
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
    all: &mut BTreeSet<Found>,
) {
    let text = policy.to_json();
    let document = json::read(&text).unwrap();
    let options = Options::new(K::TYPE);
    let options = if template { options.template() } else { options };
    for finding in check::run(&Subject::as_written(&document, &text), options) {
        let statement = finding.statement.and_then(|index| policy.statements().get(index));
        let sid = statement.and_then(|statement| statement.sid.as_deref()).unwrap_or_default();
        if finding.finding_type == FindingType::Suggestion {
            continue;
        }
        let sid = if sid.starts_with("AWSEvents_") { EVENTS } else { sid };
        let refuses = finding.finding_type > FindingType::Warning;
        let is_known = REFUSED.contains(&(name, sid, finding.code));
        assert_eq!(refuses, is_known, "{name} {sid}: {finding}");
        all.insert((name, sid.to_owned(), finding.code));
    }
}

fn expected() -> BTreeSet<Found> {
    EXPECTED.into_iter().map(|(policy, sid, code)| (policy, sid.to_owned(), code)).collect()
}

#[test]
fn the_findings_about_templates_are_those_expected() {
    assert_eq!(found(&ClumioPolicySet::for_assets(Assets::ALL), true), expected());
}

#[test]
fn each_document_of_each_selection_passes_the_checks() {
    for (_, assets) in facts::selections() {
        let set = ClumioPolicySet::for_assets(assets);
        let unexpected: Vec<_> = found(&set, true).difference(&expected()).cloned().collect();
        assert!(unexpected.is_empty(), "{assets}: {unexpected:?}");

        let resolved = set.resolve(&facts::deployment("ap-southeast-1")).unwrap();
        let mut allowed = expected();
        // With values in it, every policy fits.
        allowed.retain(|(_, _, code)| *code != SIZE);
        let unexpected: Vec<_> = found(&resolved, false).difference(&allowed).cloned().collect();
        assert!(unexpected.is_empty(), "{assets}: {unexpected:?}");
    }
}

#[test]
fn each_finding_is_explained_in_the_findings_document() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/clumio-findings.md");
    // The published crate comes without the documents of the workspace.
    let Ok(document) = std::fs::read_to_string(path) else { return };
    let (_, checked) = document.split_once("## What the checks find").unwrap();
    let (checked, _) = checked.split_once("\n## ").unwrap();
    let listed: Vec<_> = checked.lines().filter(|line| line.starts_with("| `")).collect();
    for (policy, sid, code) in EXPECTED {
        let statement =
            if sid.is_empty() { "the whole policy".to_owned() } else { format!("`{sid}`") };
        let start = format!("| `{policy}` | {statement} | `{code}` |");
        assert!(listed.iter().any(|line| line.starts_with(&start)), "{start}");
    }
    assert_eq!(listed.len(), EXPECTED.len());
}

#[test]
fn databases_alone_are_free_of_ec2() {
    let set = ClumioPolicySet::for_assets(Asset::DynamoDb);
    assert!(set.policies().all(|(_, policy)| !policy.policy.contains("EC2")));
}
