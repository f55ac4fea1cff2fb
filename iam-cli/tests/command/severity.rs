//! What fails a run, and what is shown.

use crate::program::{Folder, pipe, run};

/// A suggestion and a warning.
const SUGGESTION: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObject"], "Resource": "arn:aws:s3:::a/b"}]}"#;
const WARNING: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0"}]}"#;
const SECURITY_WARNING: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"}]}"#;

fn folder(name: &str) -> Folder {
    Folder::new(name, &[("s.json", SUGGESTION), ("w.json", WARNING), ("x.json", SECURITY_WARNING)])
}

#[test]
fn suggestions_are_shown_and_warnings_fail() {
    let folder = folder("fail-on");
    let ran = folder.run(&["validate", "s.json"]);
    assert!(ran.assert(0).out.contains("suggestion[redundant-action]"), "{}", ran.out);
    assert!(ran.out.ends_with("1 suggestion in 1 file\n"), "{}", ran.out);
    for (fail_on, file, code) in [
        ("suggestion", "s.json", 1),
        ("warning", "s.json", 0),
        ("warning", "w.json", 1),
        ("security-warning", "w.json", 0),
        ("security-warning", "x.json", 1),
        ("error", "x.json", 0),
    ] {
        folder.run(&["validate", "--fail-on", fail_on, file]).assert(code);
    }
    folder.run(&["validate", "w.json"]).assert(1);
    assert!(
        folder.run(&["validate", "--fail-on", "eror", "s.json"]).assert(2).err.contains("error")
    );
    let line = |policy: &str| format!("{{\"policy\": {policy}}}");
    let ran = pipe(&["validate", "--jsonl"], line(SUGGESTION));
    assert!(ran.assert(0).out.contains("REDUNDANT_ACTION"), "{}", ran.out);
    pipe(&["validate", "--jsonl", "--fail-on", "suggestion"], line(SUGGESTION)).assert(1);
    pipe(&["validate", "--jsonl"], line(WARNING)).assert(1);
}

#[test]
fn what_is_below_the_least_severity_is_neither_shown_nor_counted() {
    let folder = folder("min-severity");
    let ran = folder.run(&["validate", "--min-severity", "security-warning", "s.json", "w.json"]);
    assert_eq!(ran.assert(0).out, "nothing found in 2 files\n");
    for format in ["json", "sarif"] {
        let args = ["validate", "--format", format, "--min-severity", "error", "."];
        assert!(!folder.run(&args).assert(0).out.contains("redundant"), "{format}");
    }
    let args = ["validate", "--min-severity", "error", "--fail-on", "warning", "w.json"];
    assert!(folder.run(&args).assert(2).err.contains("--min-severity hides"));
}

#[test]
fn the_help_of_each_verb_tells_its_exit_status() {
    for verb in ["validate", "explain", "expand", "import", "simulate", "completions", "man"] {
        assert!(run(&[verb, "--help"]).assert(0).out.contains("Exit status:"), "{verb}");
    }
    let help = run(&["validate", "--help"]).out;
    for policy_type in iam_core::policy::PolicyType::ALL {
        assert!(help.contains(policy_type.as_str()), "{policy_type:?}");
    }
}
