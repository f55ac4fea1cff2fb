//! Folders.

use crate::program::{Folder, pipe, policy};
use serde_json::Value;

#[test]
fn a_folder_is_walked_in_order_and_what_is_no_policy_is_left_out() {
    let (clean, wrong) = (policy("clean.json"), policy("several.json"));
    let folder = Folder::new(
        "walked",
        &[
            ("b.json", &clean),
            ("a/z.json", &wrong),
            ("a.JSON", &clean),
            ("package.json", r#"{"name": "x", "version": "1.0.0"}"#),
            ("tsconfig.json", "{ // a comment\n}"),
            ("machine.json", r#"{"Version": "1.0", "States": {}}"#),
            ("cut-off.json", r#"{"Version": "2012-10-17", "Statement": ["#),
            ("list.json", r#"[{"Version": "2012-10-17", "Statement": []}]"#),
            ("lower-case.json", r#"{"version": "2012-10-17", "statement": []}"#),
            ("misspelt.json", r#"{"Version": "2012-10-17",, "Statment": ["#),
            ("no-statement.json", r#"{"Version": "2012-10-17"}"#),
            ("notes.txt", &wrong),
            (".hidden/x.json", &wrong),
            ("target/x.json", &wrong),
            ("sub/node_modules/x.json", &wrong),
        ],
    );
    let ran = folder.run(&["validate", "--format", "json", "."]);
    let answer = ran.assert(1).json();
    let name = |entry: &Value| entry["file"].as_str().unwrap().to_owned();
    let (skipped, checked): (Vec<_>, Vec<_>) =
        answer.as_array().unwrap().iter().partition(|entry| entry["skipped"].is_string());
    assert_eq!(
        checked.into_iter().map(name).collect::<Vec<_>>(),
        [
            "./a/z.json",
            "./a.JSON",
            "./b.json",
            "./cut-off.json",
            "./list.json",
            "./lower-case.json",
            "./misspelt.json",
            "./no-statement.json"
        ]
    );
    let skipped = skipped.into_iter().map(|it| (name(it), it["skipped"].as_str().unwrap()));
    let skipped: Vec<_> = skipped.collect();
    let skipped: Vec<_> = skipped.iter().map(|(name, why)| (name.as_str(), *why)).collect();
    assert_eq!(
        skipped,
        [
            ("./.hidden", "a hidden folder"),
            ("./machine.json", "no policy: without `Statement` at the top"),
            ("./package.json", "no policy: without `Statement` at the top"),
            ("./sub/node_modules", "a folder of built files"),
            ("./target", "a folder of built files"),
            ("./tsconfig.json", "no policy: not JSON, and without `Statement`"),
        ]
    );
    // What is named is checked whatever it is.
    folder.run(&["validate", "package.json"]).assert(1);
    folder.run(&["validate", "notes.txt"]).assert(1);
    folder.run(&["validate", ".hidden"]).assert(1);
}

#[test]
fn nothing_to_check_is_an_error() {
    let folder = Folder::new("nothing", &[("package.json", "{}")]);
    let ran = folder.run(&["validate", "."]);
    assert!(ran.assert(2).err.contains("nothing was checked"), "{}", ran.err);
    let log = folder.run(&["validate", "--format", "sarif", "."]).assert(2).json();
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    let answer = folder.run(&["validate", "--format", "json", "."]).assert(2).json();
    assert!(answer[1]["error"].as_str().unwrap().contains("nothing was checked"), "{answer}");
}

#[test]
fn named_files_that_hold_no_policy_are_left_out_if_asked() {
    let (clean, wrong) = (policy("clean.json"), policy("several.json"));
    let role = r#"{"Resources": {"Reader": {"Type": "AWS::IAM::Role", "Properties": {}}}}"#;
    let folder = Folder::new(
        "ignored",
        &[
            ("wrong.json", &wrong),
            ("clean.json", &clean),
            ("package.json", r#"{"name": "x"}"#),
            ("ci.yml", "on: push\njobs: {}\n"),
            ("not.yaml", "a: [\n"),
            ("stack.json", role),
        ],
    );
    let others = ["package.json", "ci.yml", "not.yaml"];
    let ran = |files: &[&str]| folder.run(&[&["validate", "--ignore-others"], files].concat());
    for other in others {
        folder.run(&["validate", other]).assert(if other == "package.json" { 1 } else { 2 });
        let text = ran(&[other]);
        assert!(text.assert(0).err.is_empty(), "{}", text.err);
        assert!(text.out.starts_with("1 file is no policy: "), "{}", text.out);
        let answer = ran(&[other, "--format", "json"]);
        assert!(answer.assert(0).json()[0]["skipped"].is_string(), "{}", answer.out);
    }
    ran(&others).assert(0);
    ran(&["stack.json"]).assert(0);
    ran(&["package.json", "clean.json"]).assert(0);
    ran(&["ci.yml", "wrong.json"]).assert(1);
    // What cannot be read is no other file, and what speaks of policies is one.
    ran(&["nowhere.json"]).assert(2);
    folder.write("cut-off.json", r#"{"Version": "2012-10-17", "Statement": ["#);
    ran(&["cut-off.json"]).assert(1);
}

#[test]
fn an_unreadable_file_does_not_stop_the_rest() {
    let (clean, wrong) = (policy("clean.json"), policy("several.json"));
    let folder = Folder::new("unreadable", &[("a.json", &wrong), ("b.json", &clean)]);
    let ran = folder.run(&["validate", "nowhere.json", "a.json", "b.json"]);
    assert!(ran.assert(2).out.ends_with("3 errors in 2 files\n"), "{}", ran.out);
}

#[test]
fn many_files_keep_their_order() {
    let text = policy("several.json");
    let names: Vec<_> = (0..300).map(|index| format!("{index:03}.json")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), text.as_str())).collect();
    let folder = Folder::new("many", &files);
    let first = folder.run(&["validate", "--format", "json", "."]);
    let answer = first.assert(1).json();
    let listed: Vec<_> =
        answer.as_array().unwrap().iter().map(|it| it["file"].as_str().unwrap()).collect();
    assert!(listed.is_sorted() && listed.len() == 300);
    assert_eq!(first.out, folder.run(&["validate", "--format", "json", "."]).out);
}

#[test]
fn what_was_left_out_is_counted_and_named_if_wanted() {
    let clean = policy("clean.json");
    let template = r#"{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}}"#;
    let folder = Folder::new(
        "left-out",
        &[
            ("a.json", &clean),
            ("package.json", "{}"),
            ("package-lock.json", "{}"),
            ("stack.json", template),
            ("role.json", r#"{"EvaluationResults": []}"#),
            (".git/x.json", "{}"),
            ("sub/.cache/x.json", "{}"),
            ("target/x.json", "{}"),
        ],
    );
    let counts = "nothing found in 1 file\n";
    let summary = "4 files are no policy: 1 a CloudFormation template without policies, 1 an answer of `aws iam simulate-custom-policy`, \
                   2 without `Statement` at the top; left out: 2 hidden folders, 1 folder of built files";
    let ran = folder.run(&["validate", "."]);
    assert_eq!(ran.assert(0).out, format!("{counts}{summary} (--verbose names them)\n"));
    let ran = folder.run(&["validate", "--verbose", "."]);
    let named = "
  ./.git: a hidden folder
  ./package-lock.json: no policy: without `Statement` at the top
  ./package.json: no policy: without `Statement` at the top
  ./role.json: no policy: an answer of `aws iam simulate-custom-policy`
  ./stack.json: no policy: a CloudFormation template without policies
  ./sub/.cache: a hidden folder
  ./target: a folder of built files
";
    assert_eq!(ran.assert(0).out, format!("{counts}{summary}{named}"));
    let log = folder.run(&["validate", "--format", "sarif", "."]).assert(0).json();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], true);
    let notes = invocation["toolExecutionNotifications"].as_array().unwrap();
    assert_eq!(notes.len(), 7);
    assert_eq!(notes[4]["level"], "note");
    assert_eq!(
        notes[4]["message"]["text"],
        "not checked: no policy: a CloudFormation template without policies"
    );
    let place = &notes[4]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(place["uri"], "./stack.json");
}

#[test]
fn a_named_file_that_is_something_else_is_told_what_it_is() {
    let log = r#"{"version": "2.1.0", "runs": []}"#;
    let template = r#"{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}}"#;
    let files = [("t.json", log), ("a.json", &policy("several.json")), ("w.yaml", "on: push\n")];
    let folder = Folder::new("foreign", &files);
    let ran = folder.run(&["validate", "t.json"]);
    let expected = "error: t.json is a SARIF log, and no policy: give it the policies\n";
    assert_eq!(ran.assert(2).err, expected);
    assert_eq!(ran.out, "");
    assert_eq!(folder.run(&["import", "t.json"]).assert(2).err, expected);
    let ran = folder.run(&["validate", "w.yaml"]);
    assert_eq!(ran.assert(2).err, "error: w.yaml holds no policy that is known\n");
    // The rest is checked.
    let ran = folder.run(&["validate", "t.json", "a.json"]);
    assert!(ran.assert(2).out.ends_with("3 errors in 1 file\n"), "{}", ran.out);
    let log = folder.run(&["validate", "--format", "sarif", "t.json"]).assert(2).json();
    let invocation = &log["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"][0]["level"], "error");
    let line = format!("{{\"id\": 1, \"policy\": {template}}}");
    let lines = pipe(&["validate", "--jsonl"], line).assert(2).lines();
    assert!(lines[0]["error"].as_str().unwrap().contains("is a CloudFormation template"));
}

#[cfg(unix)]
#[test]
fn links_pipes_and_folders_without_end_are_told() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new("links", &[("a.json", &policy("clean.json"))]);
    symlink(".", folder.0.join("circle")).unwrap();
    symlink("a.json", folder.0.join("b.json")).unwrap();
    symlink("self.json", folder.0.join("self.json")).unwrap();
    symlink("nowhere", folder.0.join("c.json")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.0.join("d.json")).status().unwrap();
    assert!(made.success());
    let ran = folder.run(&["validate", "."]);
    let out = "nothing found in 2 files\nleft out: 1 link to a folder, 1 not a regular file (--verbose names them)\n";
    assert_eq!(ran.assert(2).out, out);
    let err: Vec<_> = ran.err.lines().collect();
    assert!(err[0].starts_with("error: cannot read ./c.json: "), "{}", ran.err);
    assert!(err[1].starts_with("error: cannot read ./self.json: "), "{}", ran.err);
    assert_eq!(err.len(), 2, "{}", ran.err);
}

#[cfg(target_os = "linux")]
#[test]
fn file_names_of_any_bytes_keep_apart() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new("bytes", &[]);
    let names: [&[u8]; 4] =
        [b"a\xfe.json", b"a\xff.json", b"a\\xff.json", "a\u{fffd}.json".as_bytes()];
    for name in names {
        std::fs::write(folder.0.join(OsStr::from_bytes(name)), policy("several.json")).unwrap();
    }
    let answer = folder.run(&["validate", "--format", "json", "."]).assert(1).json();
    let mut files: Vec<_> =
        answer.as_array().unwrap().iter().map(|it| it["file"].as_str().unwrap()).collect();
    files.sort_unstable();
    assert_eq!(files, ["./a\\x5cxff.json", "./a\\xfe.json", "./a\\xff.json", "./a\u{fffd}.json"]);
    let log = folder.run(&["validate", "--format", "sarif", "."]).assert(1).json();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let mut uris: Vec<_> = results
        .iter()
        .map(|it| {
            it["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap()
        })
        .collect();
    uris.sort_unstable();
    uris.dedup();
    assert_eq!(uris, ["./a%5Cxff.json", "./a%EF%BF%BD.json", "./a%FE.json", "./a%FF.json"]);
}

#[test]
fn standard_input_is_read_once() {
    let ran = pipe(&["validate", "-", "-"], policy("clean.json"));
    assert!(ran.assert(2).err.starts_with("error: `-` is given twice"), "{}", ran.err);
}

/// What has statements and is about something else is told as what it is, and never checked as a policy.
#[test]
fn what_only_looks_like_a_policy_is_left_out() {
    let stack = r#"{"Statement": [
        {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"},
        {"Effect": "Deny", "Action": ["Update:Delete"], "Principal": "*", "Resource": "LogicalResourceId/Orders"}]}"#;
    let parameters = format!(r#"{{"Parameters": {{}}, "StackPolicy": {stack}}}"#);
    let folder = Folder::new(
        "look-alikes",
        &[
            ("stack-policy.json", stack),
            ("configuration.json", &parameters),
            (
                "stack-policy.yaml",
                "Statement: [{Effect: Allow, Action: 'Update:*', Principal: '*', Resource: '*'}]",
            ),
            (
                "masked.json",
                r#"{"Name": "a", "Version": "2021-06-01", "Statement": [{"DataIdentifier": [], "Operation": {}}]}"#,
            ),
            ("replication.json", r#"{"Role": "arn:aws:iam::111122223333:role/copy", "Rules": []}"#),
            (
                "main.tf",
                "resource \"x_y\" \"z\" {\n  body = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"Update:*\", Principal = \"*\", Resource = \"*\" }] })\n}\n",
            ),
        ],
    );
    let ran = folder.run(&["list-policies", "."]);
    assert_eq!(ran.assert(0).out, "");
    let ran = folder.run(&["validate", "--verbose", "."]);
    let out = ran.assert(2).out.clone();
    assert!(
        out.contains("./stack-policy.json: no policy: a stack policy of CloudFormation"),
        "{out}"
    );
    assert!(out.contains("./masked.json: no policy: a data protection policy"), "{out}");
    let ran = folder.run(&["validate", "stack-policy.json"]);
    let wanted = "error: stack-policy.json is a stack policy of CloudFormation, and no policy: IAM reads none of it\n";
    assert_eq!(ran.assert(2).err, wanted);
    let ran = folder.run(&["list-policies", "stack-policy.json"]);
    assert_eq!(ran.assert(2).err, wanted);
}
