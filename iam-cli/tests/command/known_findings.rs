//! `--baseline`: what is known is known wherever the command runs, and however a path is spelled.

use crate::program::{Folder, run_in};
use std::fs;

const POLICY: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "arn:aws:s3:::reports/*" }]
}
"#;

fn folder(name: &str) -> Folder {
    Folder::new(name, &[("ci/empty.txt", ""), ("policies/a.json", POLICY)])
}

#[test]
fn a_path_is_the_same_however_it_is_spelled() {
    let folder = folder("known-spelled");
    let baseline = ["validate", "--write-baseline", "ci/known.json", "./policies/../policies/"];
    folder.run(&baseline).assert(0);
    let written = fs::read_to_string(folder.0.join("ci/known.json")).unwrap();
    assert!(written.contains(r#""file": "../policies/a.json""#), "{written}");
    let absolute = folder.0.join("policies/a.json");
    let absolute = absolute.to_str().unwrap();
    let spelled =
        ["policies/a.json", "./policies/a.json", "policies", ".", "ci/../policies", absolute];
    for path in spelled {
        let known =
            folder.run(&["validate", "--ignore-others", "--baseline", "ci/known.json", path]);
        assert_eq!(known.assert(0).err.matches("baseline").count(), 0, "{path}: {}", known.err);
    }
}

#[test]
fn it_does_not_matter_where_the_command_runs() {
    let folder = folder("known-elsewhere");
    folder.run(&["validate", "--write-baseline", "known.json", "policies/a.json"]).assert(0);
    let known = ["validate", "--baseline", "../known.json", "a.json"];
    run_in(&folder.0.join("policies"), &known).assert(0);
    let known = ["validate", "--baseline", "../known.json", "../policies"];
    run_in(&folder.0.join("ci"), &known).assert(0);
    // Another file of that name is another one.
    folder.write("a.json", POLICY);
    folder.run(&["validate", "--baseline", "known.json", "a.json"]).assert(1);
}

#[test]
fn baselines_of_before_are_read() {
    let folder = folder("known-before");
    folder.run(&["validate", "--write-baseline", "ci/known.json", "policies/a.json"]).assert(0);
    let path = folder.0.join("ci/known.json");
    let written = fs::read_to_string(&path).unwrap();
    let before = written.replace("  \"version\": 2,\n", "").replace("../policies", "policies");
    assert_ne!(before, written);
    fs::write(&path, before).unwrap();
    for path in ["policies/a.json", "./policies/a.json"] {
        folder.run(&["validate", "--baseline", "ci/known.json", path]).assert(0);
    }
    fs::write(&path, written.replace("\"version\": 2", "\"version\": 3")).unwrap();
    let later = folder.run(&["validate", "--baseline", "ci/known.json", "policies/a.json"]);
    assert!(later.assert(2).err.contains("written by a later version"), "{}", later.err);
}

#[test]
fn what_was_not_checked_is_not_told_to_be_gone() {
    let folder = folder("known-partly");
    folder.write("b.json", POLICY);
    folder.run(&["validate", "--write-baseline", "known.json", "."]).assert(0);
    let known = ["validate", "--baseline", "known.json", "b.json"];
    assert_eq!(folder.run(&known).assert(0).err, "");
    folder.write("b.json", &POLICY.replace("Objct", "Object"));
    let gone = "note: 1 finding is in the baseline and not there any more: write it anew\n";
    assert_eq!(folder.run(&known).assert(0).err, gone);
    fs::remove_file(folder.0.join("policies/a.json")).unwrap();
    folder.write("b.json", POLICY);
    assert_eq!(folder.run(&known).assert(0).err, gone);
}
