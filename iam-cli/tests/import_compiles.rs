//! What `iam import` writes compiles, and is equal to the JSON that it was written from.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Policies that try the grammar: words that need quotes, values of every type, other kinds.
const TRICKY: [(&str, &str); 7] = [
    (
        "Policy",
        r#"{"Version": "2008-10-17", "Id": "the \"id\" \\ \u202e\u0000\n é", "Statement": {
            "Sid": "true", "Effect": "Deny", "NotAction": ["*", "S3:GETOBJECT", "elastic-inference:*", "ec2:Describe?pc*"],
            "NotResource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/x"],
            "Condition": {
                "ForAnyValue:StringLikeIfExists": { "aws:TagKeys": ["a", "b"] },
                "NumericLessThan": { "aws:MultiFactorAuthAge": 3600, "s3:max-keys": [1e3, 10.50] },
                "Bool": { "aws:SecureTransport": true },
                "StringEquals": { "aws:RequestTag/1st": "x", "aws:RequestTag/a b//c": [], "aws:PrincipalTag/Team": "é" }
            } } }"#,
    ),
    (
        "Policy",
        r#"{"Version": "2012-10-17", "Statement": [
            {"Sid": "1", "Effect": "Allow", "Action": "iam:GetRole", "Resource": "*"},
            {"Sid": "type", "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {}}]}"#,
    ),
    (
        "TrustPolicy",
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow",
            "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"},
                "StringLike": {"token.actions.githubusercontent.com:sub": "repo:a/b:ref:refs/heads/main"}}}}"#,
    ),
    (
        "TrustPolicy",
        r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["sts:AssumeRole"],
            "Principal": {"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:role/x"], "Service": "ec2.amazonaws.com"},
            "Condition": {"StringEquals": {"sts:ExternalId": "a\tb"}}}]}"#,
    ),
    (
        "ResourcePolicy",
        r#"{"Version": "2012-10-17", "Statement": {"Sid": "Tls", "Effect": "Deny", "Principal": "*", "Action": "s3:*",
            "Resource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}}"#,
    ),
    (
        "ServiceControlPolicy",
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*",
            "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "eu-west-1"]}}}}"#,
    ),
    (
        "ResourceControlPolicy",
        r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
            "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-abcdefghij"}}}}"#,
    ),
];

/// A template, the policy of which is the trust policy that its name says.
const TEMPLATE: &str = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow",
    "Principal": {"AWS": "arn:${AWS::Partition}:iam::${Vendor}:root"}, "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {"sts:ExternalId": "${Token}", "aws:PrincipalTag/a": "${aws:username}"}}}}"#;

fn import(json: &Path, policy_type: &str, name: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iam"));
    command.args(["import", "--policy-type", policy_type, "--name", name]).arg(json);
    if json.ends_with("template.json") {
        command.arg("--template");
    }
    command.stdin(Stdio::null()).output().unwrap()
}

/// The policies and what their types are called: AWS's own, and the tricky ones.
fn policies(folder: &Path) -> Vec<(&'static str, PathBuf)> {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/policies");
    let samples = fs::read_dir(samples).unwrap().map(|entry| entry.unwrap().path());
    let samples = samples.filter(|path| path.extension().is_some_and(|it| it == "json"));
    let mut policies: Vec<_> = samples.map(|path| ("Policy", path)).collect();
    policies.sort();
    for (index, (kind, text)) in TRICKY.into_iter().enumerate() {
        let path = folder.join(format!("tricky-{index}.json"));
        fs::write(&path, text).unwrap();
        policies.push((kind, path));
    }
    policies
}

#[test]
fn sources_compile_and_equal_their_json() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("imported");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("src")).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();

    let mut constants = String::new();
    let mut checks = String::new();
    let mut count = 0;
    let template = folder.join("template.json");
    fs::write(&template, TEMPLATE).unwrap();
    let mut imported = policies(&folder);
    imported.push(("TrustPolicy", template));
    for (index, (kind, path)) in imported.into_iter().enumerate() {
        let policy_type = match kind {
            "TrustPolicy" => "trust",
            "ResourcePolicy" => "resource",
            "ServiceControlPolicy" => "scp",
            "ResourceControlPolicy" => "rcp",
            _ => "identity",
        };
        let name = format!("POLICY_{index}");
        let output = import(&path, policy_type, &name);
        let errors = String::from_utf8(output.stderr).unwrap();
        // Some of AWS's own policies have errors that the project lists.
        if !output.status.success() {
            assert!(!path.starts_with(&folder), "{}: {errors}", path.display());
            continue;
        }
        constants.push_str(&String::from_utf8(output.stdout).unwrap());
        let written = if path.ends_with("template.json") { "as_written()" } else { "clone()" };
        writeln!(
            checks,
            "    let json = include_str!({path:?});\n    \
             assert_eq!({name}.{written}.clone(), {kind}::from_json(json).expect(\"a policy\"), {path:?});"
        )
        .unwrap();
        count += 1;
    }
    assert!(count >= 35, "{count} were imported");

    let program = format!(
        "#![deny(warnings)]\n#![allow(deprecated)]\nuse typed_iam::*;\n\n{constants}\nfn main() {{\n{checks}}}\n"
    );
    fs::write(folder.join("src/main.rs"), program).unwrap();
    let manifest = format!(
        "[package]\nname = \"imported\"\nedition = \"2024\"\n[dependencies]\ntyped-iam = {{ path = {root:?} }}\n[workspace]\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    // The versions that this workspace has fetched already.
    let _ = fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"));
    let run = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let _ = fs::remove_dir_all(&folder);
}
