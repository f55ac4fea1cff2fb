//! What `iam` reads out of each form of a set is the set: the same policies, with the same findings.

use clumio_policies::{Assets, ClumioPolicySet};
use iam_source::found::{Contents, Found};
use iam_source::read::read;
use std::path::Path;
use typed_iam::PolicyType;
use typed_iam::check::{self, Options, Subject};
use typed_iam::document::Node;
use typed_iam::finding::FindingType;

/// A policy: its kind, its statements by effect and actions, and the codes of what is found in it.
type Row = (&'static str, Vec<String>, Vec<&'static str>);

fn statements(document: &Node<'_>) -> Vec<String> {
    let statements = &document.member("Statement").unwrap().node;
    let told = |statement: &Node<'_>| {
        let texts = |name: &str| {
            let member = statement.member(name).map(|it| it.node.items()).unwrap_or_default();
            member.iter().filter_map(Node::text).collect::<Vec<_>>().join(",")
        };
        format!("{} {} {}", texts("Effect"), texts("Action"), texts("NotAction"))
    };
    statements.items().iter().map(told).collect()
}

fn row(found: &Found<'_>, policy_type: PolicyType) -> Row {
    let options = Options::new(policy_type).template();
    let findings = check::run(&Subject::of_tree(&found.document), options);
    // How long a policy is depends on how its parameters are called; what is redundant on their defaults, and so
    // does whether `*` is compared as text, which is the default of the account for data.
    let findings = findings.iter().filter(|it| it.finding_type > FindingType::Suggestion);
    let codes = findings
        .map(|it| it.code)
        .filter(|code| !code.contains("size-exceeds") && *code != "wildcard-without-like-operator");
    (policy_type.as_str(), statements(&found.document), codes.collect())
}

fn rows(file: &str, text: &str) -> Vec<Row> {
    let contents: Contents<'_> = read(Path::new(file), text, None).unwrap();
    assert_eq!(contents.unchecked, [], "{file}");
    let mut rows: Vec<_> =
        contents.policies.iter().map(|it| row(it, it.policy_type.unwrap())).collect();
    rows.sort();
    // A list that depends on a condition is read both ways.
    rows.dedup();
    rows
}

/// Those of the permissions file, which does not say of what kind each is: by where it stands.
fn rows_of_file(text: &str) -> Vec<Row> {
    let contents = read(Path::new("permissions.json"), text, None).unwrap();
    let of = |path: &str| match path.rsplit('/').next() {
        Some("assume_role_policy_document" | "trust_policy") => PolicyType::Trust,
        _ if path.contains("topic") => PolicyType::Resource,
        _ => PolicyType::Identity,
    };
    let mut rows: Vec<_> = contents.policies.iter().map(|it| row(it, of(&it.path))).collect();
    rows.sort();
    rows.dedup();
    rows
}

#[test]
fn each_form_holds_the_same_policies() {
    for assets in Assets::every_choice() {
        let set = ClumioPolicySet::for_assets(assets);
        let wanted = rows_of_file(&set.to_json());
        assert!(!wanted.is_empty());
        for (file, text) in [
            ("stack.json", set.to_cloudformation()),
            #[cfg(feature = "cli")]
            ("stack.yaml", set.to_cloudformation_yaml()),
            ("main.tf.json", set.to_terraform()),
        ] {
            assert_eq!(rows(file, &text), wanted, "{file} {assets:?}");
        }
    }
}
