//! `clumio-permissions diff`, as a person and CI run it.

use crate::program::{DEPLOYMENT, assert_refused, run, stderr};
use serde_json::Value;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A file that goes when the test ends.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Self {
        let name = format!("clumio-diff-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, content).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn written(args: &[&str], code: i32) -> String {
    let output = run(&[&["diff"], args].concat());
    assert_eq!(output.status.code(), Some(code), "{args:?}: {}", stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn assets_compare_in_each_format() {
    let text = written(&["--from", "ec2", "--to", "ec2,s3"], 1);
    assert!(
        text.starts_with("Wider: 46 permissions appear; 3 statements changed (3 wider)\n"),
        "{text}"
    );
    assert!(text.contains("\n+ role ClumioS3EbRole-${RegionShort}-${Token}: added, wider\n"));
    let markdown = written(&["--from", "ec2", "--to", "ec2,s3", "--format", "markdown"], 1);
    assert!(markdown.starts_with("**Wider**: 46 permissions appear"), "{markdown}");
    let json = written(&["--from", "ec2,s3", "--to", "ec2", "--format", "json"], 1);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        (&json["verdict"], &json["totals"]["statements"]["narrower"]),
        (&"narrower".into(), &3.into())
    );
    assert_eq!(written(&["--from", "mssql", "--to", "ec2,mssql"], 0), "No difference\n");
}

#[test]
fn a_deployment_counts_for_both_sides() {
    let args = [&["--from", "s3", "--to", "rds,s3"][..], &DEPLOYMENT].concat();
    let text = written(&args, 1);
    assert!(text.starts_with("Wider: ") && !text.contains("${"), "{text}");
}

#[test]
fn files_compare_with_each_other_and_with_assets() {
    let ec2 = Scratch::new("ec2", &run(&["--assets", "ec2"]).stdout);
    let all = Scratch::new("all", &run(&["--assets", "ec2,s3"]).stdout);
    let of_assets = written(&["--from", "ec2", "--to", "ec2,s3", "--format", "json"], 1);
    let of_assets: Value = serde_json::from_str(&of_assets).unwrap();
    for args in [
        &[ec2.path(), all.path()][..],
        &["--from-file", ec2.path(), "--to-file", all.path()],
        &["--from", "ec2", "--to-file", all.path()],
    ] {
        let json = written(&[args, &["--format", "json"]].concat(), 1);
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["totals"], of_assets["totals"], "{args:?}");
    }
    assert_eq!(written(&[ec2.path(), ec2.path()], 0), "No difference\n");
    assert_eq!(written(&["--from", "ec2", "--to-file", ec2.path()], 0), "No difference\n");
}

#[test]
fn one_file_may_come_from_standard_input_and_the_result_go_to_a_file() {
    let file = run(&["--assets", "rds"]).stdout;
    let out = Scratch::new("out", b"");
    let mut child = Command::new(env!("CARGO_BIN_EXE_clumio-permissions"))
        .args(["diff", "--from", "rds", "--to-file", "-", "--output", out.path()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&file).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    assert_eq!(std::fs::read_to_string(&out.0).unwrap(), "No difference\n");
}

#[test]
fn every_problem_of_both_files_is_told() {
    let one = Scratch::new("one", b"{\n \"roles\": 1,\n \"topics\": []\n}");
    let other = Scratch::new("other", b"not JSON");
    let bytes = Scratch::new("bytes", b"{\xff");
    let output = run(&["diff", one.path(), other.path()]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert_eq!(
        stderr(&output),
        format!(
            "error: {0}:2:11: roles: expected an object, found a number\n\
             error: {0}:3:12: topics: expected an object, found an array\n\
             error: {1}:1:1: this is not JSON: expected a value, found `n`\n",
            one.path(),
            other.path()
        )
    );
    let line = format!("cannot read {}: byte 2 is not UTF-8", bytes.path());
    assert_refused(&["diff", "--from", "ec2", "--to-file", bytes.path()], &line);
}

#[test]
fn wrong_usage_is_answered_in_one_line() {
    assert_refused(
        &["diff", "--from", "ec2"],
        "give --from or --from-file, and --to or --to-file, or two permissions files",
    );
    assert_refused(
        &["diff", "--from", "ec2", "--to", "efs"],
        "--to: no asset is called `efs`; the assets are ec2, rds, dynamodb, s3, mssql",
    );
    assert_refused(&["diff", "-", "-"], "only one of the files can be standard input");
    assert_refused(
        &["diff", "a", "b", "--region", "us-west-2"],
        "with values for a deployment, give --account, --clumio-account, --token, --external-id too",
    );
    assert_refused(
        &[&["diff", "a", "b"][..], &DEPLOYMENT].concat(),
        "values for a deployment only count with --from or --to",
    );
    let output = run(&["diff", "a", "b", "--from", "ec2"]);
    assert_eq!(output.status.code(), Some(2));
    let output = run(&["diff", "--help"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Exit code 0: no difference"));
}
