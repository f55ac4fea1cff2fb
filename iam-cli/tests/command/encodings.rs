//! Files as Windows PowerShell writes them: UTF-16, or UTF-8 with a byte order mark.

use crate::program::{Folder, pipe};
use std::fs;

const POLICY: &str = "{\r\n  \"Version\": \"2012-10-17\",\r\n  \"Statement\": [{ \"Sid\": \"A\", \"Effect\": \"Allow\", \"Action\": \"s3:GetObjct\", \"Resource\": \"arn:aws:s3:::reports/é\" }]\r\n}\r\n";

fn template() -> String {
    format!(
        "# Größe\nResources:\n  It:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n{}",
        "        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action: [s3:GetObject, s3:GetObject]\n            Resource: arn:aws:s3:::reports/*\n"
    )
}

fn answer() -> String {
    format!("{{\"RoleName\": \"ci\", \"PolicyName\": \"push\", \"PolicyDocument\":\n{POLICY}}}")
}

/// A text in each of the encodings that begin with a mark.
fn encodings(text: &str) -> [(&'static str, Vec<u8>); 3] {
    let marked = format!("\u{feff}{text}");
    let units: Vec<u16> = marked.encode_utf16().collect();
    [
        ("utf-8", marked.into_bytes()),
        ("utf-16-le", units.iter().flat_map(|it| it.to_le_bytes()).collect()),
        ("utf-16-be", units.iter().flat_map(|it| it.to_be_bytes()).collect()),
    ]
}

/// A folder with the text in each of the encodings.
fn folder(name: &str, file: &str, text: &str) -> (Folder, Vec<String>) {
    let folder = Folder::new(name, &[("README.txt", "")]);
    let write = |(encoding, bytes): (&str, Vec<u8>)| {
        let path = format!("{encoding}/{file}");
        folder.write(&path, "");
        fs::write(folder.0.join(&path), bytes).unwrap();
        path
    };
    let paths = encodings(text).map(write).to_vec();
    (folder, paths)
}

#[test]
fn what_holds_policies_is_read_with_its_places() {
    let (folder, paths) = folder("encodings-answer", "answer.json", &answer());
    for path in &paths {
        let out = folder.run(&["validate", path]).assert(1).out.clone();
        assert!(out.starts_with("error[invalid-action]: `s3` has no action `GetObjct`"), "{out}");
        assert!(out.contains(&format!("--> {path}:4:60\n")), "{out}");
        let listed = folder.run(&["list-policies", path]).assert(0).out.clone();
        assert_eq!(listed, format!("{path}:2: identity ci PolicyDocument\n"));
        folder.run(&["minimize", "--policy-of", "ci", path]).assert(0);
    }
    let ran = folder.run(&["validate", "."]);
    assert_eq!(ran.assert(1).out.matches("error[invalid-action]").count(), 3, "{}", ran.out);
    let [(_, utf_8), (_, little), _] = encodings(&answer());
    for bytes in [utf_8, little] {
        assert!(pipe(&["validate", "-"], bytes).assert(1).out.contains("--> <stdin>:4:60\n"));
    }
}

#[test]
fn a_policy_alone_is_told_what_it_is_in_a_folder_too() {
    let (folder, paths) = folder("encodings-alone", "policy.json", POLICY);
    for (path, told) in paths.iter().zip([
        "the text starts with a byte order mark; save it without one",
        "the bytes are UTF-16; save them as UTF-8, without a byte order mark",
        "the bytes are UTF-16; save them as UTF-8, without a byte order mark",
    ]) {
        let out = folder.run(&["validate", path]).assert(1).out.clone();
        assert!(out.starts_with(&format!("error[json-syntax-error]: {told}\n")), "{out}");
        assert!(!out.contains("\\u{0}") && !out.contains('\u{fffd}'), "{out}");
        // How it is stored does not change what it grants.
        folder.run(&["minimize", path]).assert(0);
    }
    let ran = folder.run(&["validate", "."]);
    assert_eq!(ran.assert(1).out.matches("error[json-syntax-error]").count(), 3, "{}", ran.out);
}

#[test]
fn what_is_mended_keeps_its_encoding() {
    let (folder, paths) = folder("encodings-fix", "template.yaml", &template());
    let mended = template().replace("[s3:GetObject, s3:GetObject]", "[s3:GetObject]");
    for (path, (_, wanted)) in paths.iter().zip(encodings(&mended)) {
        let diff = folder.run(&["validate", "--diff", path]).assert(1).out.clone();
        assert!(diff.contains("+            Action: [s3:GetObject]\n"), "{diff}");
        folder.run(&["validate", "--fix", path]).assert(0);
        assert_eq!(fs::read(folder.0.join(path)).unwrap(), wanted, "{path}");
    }
}

#[test]
fn what_terraform_does_not_read_is_an_error() {
    let text = "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Version = \"2012-10-17\", Statement = [{ Effect = \"Allow\", Action = \"s3:GetObjct\", Resource = \"*\" }] })\n}\n";
    let (folder, paths) = folder("encodings-terraform", "main.tf", text);
    let out = folder.run(&["validate", &paths[0]]).assert(1).out.clone();
    assert!(out.contains("--> utf-8/main.tf:2:91\n"), "{out}");
    for path in &paths[1..] {
        let why = format!(
            "error: cannot read {path}: it is UTF-16, which Terraform does not read: save it as UTF-8\n"
        );
        assert_eq!(folder.run(&["validate", path]).assert(2).err, why);
        assert_eq!(folder.run(&["list-policies", path]).assert(2).err, why);
    }
    let ran = folder.run(&["validate", "."]);
    assert_eq!(ran.assert(2).err.matches("it is UTF-16").count(), 2, "{}", ran.err);
}

#[test]
fn a_mark_before_something_else_is_an_error() {
    let folder = Folder::new("encodings-broken", &[("half.json", "")]);
    fs::write(folder.0.join("half.json"), b"\xff\xfe{\0}").unwrap();
    let why = "it begins with the byte order mark of UTF-16, and is not UTF-16";
    for args in [["validate", "half.json"], ["validate", "."], ["import", "half.json"]] {
        assert!(folder.run(&args).assert(2).err.contains(why), "{args:?}");
    }
}
