//! `iam.toml`.

use crate::program::{Folder, pipe, policy};

const TYPO: &str = r#"{"Version": "2012-10-17", "Statement": {"Sid": "New", "Effect": "Allow", "Action": "s3:BrandNew", "Resource": "*"}}"#;

#[test]
fn it_is_found_above_each_file_and_silences_what_it_names() {
    let toml = "[validate]\nallow = [{ code = \"invalid-action\", sid = \"New\", reason = \"preview\" }]\n";
    let folder = Folder::new("allowed", &[("iam.toml", toml), ("deep/down/a.json", TYPO)]);
    let ran = folder.run(&["validate", "deep"]);
    assert_eq!(ran.assert(0).err, "");
    // The nearest counts, alone.
    std::fs::write(folder.0.join("deep/iam.toml"), "").unwrap();
    folder.run(&["validate", "deep/down/a.json"]).assert(1);
    folder.run(&["validate", "--config", "iam.toml", "deep/down/a.json"]).assert(0);
}

#[test]
fn extra_actions_are_known_and_types_go_by_path() {
    let toml = r#"
[validate]
actions = ["s3:BrandNew", "brandnew:*"]
policy-type = [
    { path = "roles/*.json", type = "trust" },
    { path = "**/bucket.json", type = "resource", resource-type = "AWS::S3::Bucket" },
]
"#;
    let service = TYPO.replace("s3:BrandNew", "brandnew:Thing");
    let files =
        [("iam.toml", toml), ("a.json", TYPO), ("b.json", &service), ("roles/c.json", TYPO)];
    let folder = Folder::new("extra", &files);
    folder.run(&["validate", "a.json"]).assert(0);
    folder.run(&["validate", "b.json"]).assert(0);
    let ran = folder.run(&["validate", "roles/c.json"]);
    assert!(ran.assert(1).out.contains("[missing-principal]"), "{}", ran.out);
    folder.run(&["validate", "--policy-type", "identity", "roles/c.json"]).assert(0);
}

#[test]
fn an_allow_that_silences_nothing_is_told_where_its_path_was_walked() {
    let toml = r#"[validate]
allow = [
    { code = "invalid-action", path = "*.json", reason = "once needed" },
    { code = "invalid-effect", path = "elsewhere/**", reason = "not in this run" },
    { code = "x-full-admin", reason = "for a macro, or for a file of another run" },
    { code = "x-full-admin", path = "**", reason = "source in Rust may be there, too" },
]
"#;
    let files = [("iam.toml", toml), ("a.json", &policy("clean.json")), ("Cargo.toml", "")];
    let folder = Folder::new("unused", &files);
    let ran = folder.run(&["validate", "a.json"]);
    let expected = "warning: iam.toml:3:5: this `allow` of `invalid-action` silences nothing\n";
    assert_eq!(ran.assert(0).err, expected);
}

#[test]
fn types_of_findings_and_what_fails_a_run_go_by_project() {
    let toml = "[validate]\nwarn = [{ code = \"invalid-action\", path = \"a.json\" }]\n";
    let files = [("iam.toml", toml), ("a.json", TYPO), ("b.json", TYPO)];
    let folder = Folder::new("levels", &files);
    let ran = folder.run(&["validate", "a.json"]);
    assert!(ran.assert(1).out.contains("warning[invalid-action]"), "{}", ran.out);
    assert!(folder.run(&["validate", "b.json"]).assert(1).out.contains("error[invalid-action]"));
    let json = folder.run(&["validate", "--format", "json", "a.json"]).assert(1).json();
    assert_eq!(json["findings"][0]["findingType"], "WARNING");
    // The reference is that of the check, whatever the project makes of it.
    let more = json["findings"][0]["learnMoreLink"].as_str().unwrap();
    assert!(more.ends_with("-error-invalid-action"), "{more}");
    std::fs::write(folder.0.join("iam.toml"), format!("{toml}fail-on = \"error\"\n")).unwrap();
    folder.run(&["validate", "a.json"]).assert(0);
    folder.run(&["validate", "."]).assert(1);
    folder.run(&["validate", "--fail-on", "warning", "a.json"]).assert(1);
    let line = format!("{{\"policy\": {TYPO}}}");
    let config = folder.0.join("iam.toml");
    let config = ["validate", "--jsonl", "--config", config.to_str().unwrap()];
    pipe(&config, &line).assert(1);
}

#[test]
fn what_leaves_no_policy_cannot_be_lowered() {
    let toml = "validate.warn = [\"invalid-effect\"]";
    let text = TYPO.replace("Allow", "Alow");
    let folder = Folder::new("lowered", &[("iam.toml", toml), ("a.json", &text)]);
    let ran = folder.run(&["validate", "a.json"]);
    assert!(ran.assert(1).out.contains("error[invalid-effect]"), "{}", ran.out);
    assert!(ran.out.contains("`warn` in `iam.toml` cannot lower this"), "{}", ran.out);
}

#[cfg(unix)]
#[test]
fn what_is_called_iam_toml_and_is_no_file_is_an_error() {
    let folder =
        Folder::new("no-file", &[("a/a.json", TYPO), ("b/b.json", TYPO), ("c/c.json", TYPO)]);
    std::fs::create_dir(folder.0.join("a/iam.toml")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.0.join("b/iam.toml")).unwrap();
    let pipe = folder.0.join("c/iam.toml");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    for (file, why) in [
        ("a/a.json", "it is a folder, not a file"),
        ("b/b.json", "it is a link that leads nowhere"),
        ("c/c.json", "it is not a regular file"),
    ] {
        let ran = folder.run(&["validate", file]);
        let config = file.split_once('/').unwrap().0;
        let expected = format!("error: cannot read {config}/iam.toml: {why}\n");
        assert_eq!(ran.assert(2).err, expected);
        assert_eq!(ran.out, "");
    }
}

/// The text of the README: what stands there has to work.
#[test]
fn the_example_of_the_readme_silences_what_a_break_glass_policy_draws() {
    let readme = include_str!("../../../README.md");
    let start = readme.find("```toml\n[validate]").unwrap() + "```toml\n".len();
    let toml = &readme[start..start + readme[start..].find("```").unwrap()];
    let admin = r#"{"Version": "2012-10-17", "Statement": [
        {"Sid": "BreakGlass", "Effect": "Allow", "Action": "*", "Resource": "*"}
    ]}"#;
    let folder = Folder::new("readme", &[("iam.toml", ""), ("policies/break-glass.json", admin)]);
    let path = "policies/break-glass.json";
    folder.run(&["validate", path]).assert(1);
    std::fs::write(folder.0.join("iam.toml"), toml).unwrap();
    let ran = folder.run(&["validate", "--fail-on", "suggestion", path]);
    assert_eq!(ran.assert(0).out, "nothing found in 1 file\n");
    assert_eq!(ran.err, "");
}

#[test]
fn mistakes_are_told_with_line_and_column_and_once() {
    let toml = "[validate]\nalow = []\n";
    let files = [("iam.toml", toml), ("a.json", TYPO), ("b.json", TYPO)];
    let folder = Folder::new("mistaken", &files);
    let ran = folder.run(&["validate", "."]);
    let expected = "error: iam.toml:2:1: unknown name in `validate`: `alow`; write `allow`\n";
    assert_eq!(ran.assert(2).err, expected);
    assert_eq!(ran.out, "");
    let ran = folder.run(&["validate", "--config", "nowhere.toml", "a.json"]);
    assert!(ran.assert(2).err.starts_with("error: cannot read nowhere.toml: "), "{}", ran.err);
}

#[test]
fn templates_go_by_path_or_by_option() {
    let template = TYPO.replace("s3:BrandNew", "s3:GetObject");
    let template = template.replace(r#""*""#, r#""arn:${AWS::Partition}:s3:::${Bucket}/*""#);
    let toml =
        "[validate]\npolicy-type = [{ path = \"t/**\", type = \"identity\", template = true }]\n";
    let files = [("iam.toml", toml), ("t/a.json", &template), ("b.json", &template)];
    let folder = Folder::new("templates", &files);
    folder.run(&["validate", "t"]).assert(0);
    assert!(folder.run(&["validate", "b.json"]).assert(1).out.contains("x-unfilled-parameter"));
    folder.run(&["validate", "--template", "b.json"]).assert(0);
    let toml = "[validate]\npolicy-type = [{ path = \"*\", type = \"scp\", template = 1 }]\n";
    let folder = Folder::new("mistaken", &[("iam.toml", toml), ("a.json", TYPO)]);
    let ran = folder.run(&["validate", "."]);
    assert!(ran.assert(2).err.contains("`template` is `true` or `false`"), "{}", ran.err);
}

#[test]
fn what_is_no_toml_is_told_in_words() {
    let folder = Folder::new("broken", &[("iam.toml", "[validate\n"), ("a.json", TYPO)]);
    let ran = folder.run(&["validate", "a.json"]);
    let expected = "error: iam.toml:1:10: this is no TOML: expected";
    assert!(ran.assert(2).err.starts_with(expected), "{}", ran.err);
}

#[test]
fn lines_are_checked_with_the_config_given() {
    let toml = "[validate]\nactions = [\"s3:BrandNew\"]\n";
    let folder = Folder::new("lines", &[("iam.toml", toml)]);
    let config = folder.0.join("iam.toml");
    let input = format!("{{\"id\": 1, \"policy\": {TYPO}}}");
    pipe(&["validate", "--jsonl", "--config", config.to_str().unwrap()], &input).assert(0);
    pipe(&["validate", "--jsonl"], &input).assert(1);
}
