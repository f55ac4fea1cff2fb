//! Every version of every AWS managed policy: reads, writes, reads again, is checked.

use crate::npm::MANAGED_POLICIES;
use crate::outcome::Result;
use iam_core::check::{self, Options, Selection, Subject};
use iam_core::finding::FindingType;
use iam_core::json;
use iam_core::policy::{Policy, PolicyType};
use serde_json::Value;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

/// How many failures are shown in full.
const SHOWN: usize = 20;

/// Fails if any version is not read, is written as other JSON, or reads back as another policy.
pub(crate) fn run() -> Result {
    let path = MANAGED_POLICIES.fetch()?.join("dist/managedPolicies.json");
    let corpus: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    let policies = corpus.as_object().ok_or("the corpus is no object")?;
    let mut versions = 0_usize;
    let mut failures = Vec::new();
    let mut current = Vec::new();
    for (name, policy) in policies {
        let latest = policy["latestVersionId"].as_str();
        for (version, document) in policy["versions"].as_object().ok_or("no versions")? {
            let text = document["document"].to_string();
            versions += 1;
            if let Err(why) = round_trip(&text, &document["document"]) {
                failures.push(format!("{name} {version}: {why}"));
            }
            if Some(version.as_str()) == latest {
                current.push((name, text));
            }
        }
    }
    println!("{} policies, {versions} versions", policies.len());
    println!("{} read, written and read again to an equal policy", versions - failures.len());
    failures.iter().take(SHOWN).for_each(|failure| println!("  {failure}"));
    failures.extend(report_findings(&current)?);
    if failures.is_empty() { Ok(()) } else { Err(format!("{} failed", failures.len()).into()) }
}

fn round_trip(text: &str, document: &Value) -> Result {
    let policy: Policy = Policy::from_json(text)?;
    for written in [policy.to_json(), policy.to_json_pretty()] {
        if Policy::from_json(&written)? != policy {
            return Err("reads back as another policy".into());
        }
        if canonical(&serde_json::from_str(&written)?) != canonical(document) {
            return Err("is written as other JSON".into());
        }
    }
    if policy.json_len() != policy.to_json().chars().count() {
        return Err("its length is computed wrong".into());
    }
    Ok(())
}

/// The same JSON with every list of one written bare, as IAM allows. Members are sorted already.
fn canonical(value: &Value) -> Value {
    match value {
        Value::Array(items) => match items.as_slice() {
            [item] => canonical(item),
            items => Value::Array(items.iter().map(canonical).collect()),
        },
        Value::Object(members) => Value::Object(
            members.iter().map(|(key, value)| (key.clone(), canonical(value))).collect(),
        ),
        other => other.clone(),
    }
}

/// How often each check fires, the gravest first.
type Counts = BTreeMap<(Reverse<FindingType>, &'static str), usize>;

fn print_counts(counts: &Counts) {
    for ((Reverse(finding_type), code), count) in counts {
        println!("  {count:6} {finding_type:16} {code}");
    }
}

/// Prints what one check finds, each with its policy and statement.
pub(crate) fn show(code: &str) -> Result {
    if !check::CATALOGUE.iter().any(|about| about.code == code) {
        return Err(format!("there is no check `{code}`").into());
    }
    for (name, text) in current()? {
        let document = json::read(&text).map_err(|error| error.to_string())?;
        let options = Options::new(PolicyType::Identity).select(Selection::all());
        let findings = check::run(&Subject::as_written(&document, &text), options);
        for finding in findings.into_iter().filter(|it| it.code == code) {
            let statement = finding.statement.map_or("-".to_owned(), |it| (it + 1).to_string());
            let fix = finding.fix.unwrap_or_default();
            println!("{name}\t{statement}\t{}\t{fix}", finding.message);
        }
    }
    Ok(())
}

/// The current version of each policy.
fn current() -> Result<Vec<(String, String)>> {
    let path = MANAGED_POLICIES.fetch()?.join("dist/managedPolicies.json");
    let corpus: Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    let policies = corpus.as_object().ok_or("the corpus is no object")?;
    let current = policies.iter().filter_map(|(name, policy)| {
        let latest = policy["latestVersionId"].as_str()?;
        let version = policy["versions"].get(latest)?;
        Some((name.clone(), version.get("document")?.to_string()))
    });
    Ok(current.collect())
}

/// Prints the findings by check; gives the errors that `docs/aws-managed-findings.md` does not list.
fn report_findings(current: &[(&String, String)]) -> Result<Vec<String>> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/aws-managed-findings.md");
    let listed = fs::read_to_string(page)?;
    let mut counts: Counts = BTreeMap::new();
    let mut unlisted = Vec::new();
    let documents: Vec<_> = current
        .iter()
        .filter_map(|(name, text)| Some((name, text, json::read(text).ok()?)))
        .collect();
    let start = Instant::now();
    let options = Options::new(PolicyType::Identity);
    for (name, text, document) in &documents {
        for finding in check::run(&Subject::as_written(document, text), options) {
            *counts.entry((Reverse(finding.finding_type), finding.code)).or_default() += 1;
            let row = format!("| `{name}` | `{}` |", finding.code);
            if finding.finding_type == FindingType::Error && !listed.contains(&row) {
                println!("  {name}: {}", finding.message);
                unlisted.push(row);
            }
        }
    }
    let elapsed = start.elapsed();
    println!("current versions checked as identity-based policies in {elapsed:.1?}:");
    print_counts(&counts);
    println!("what is off unless asked for adds:");
    let mut added: Counts = BTreeMap::new();
    for (_, text, document) in &documents {
        let subject = Subject::as_written(document, text);
        for finding in check::run(&subject, options.select(Selection::all())) {
            *added.entry((Reverse(finding.finding_type), finding.code)).or_default() += 1;
        }
    }
    added.retain(|code, _| !counts.contains_key(code));
    print_counts(&added);
    println!("{} errors beyond docs/aws-managed-findings.md", unlisted.len());
    Ok(unlisted)
}
