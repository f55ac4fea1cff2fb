//! `iam diff`.

use crate::program::{Folder, run_in};
use std::process::Command;

pub(crate) fn policy(actions: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":{actions},"Resource":"*"}}]}}"#
    )
}

pub(crate) fn git(folder: &Folder, args: &[&str]) {
    let name = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.com"];
    let ran = Command::new("git").arg("-C").arg(&folder.0).args(name).args(args).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn two_files_and_two_folders_compare() {
    let folder = Folder::new("diff-two", &[]);
    for side in ["old", "new"] {
        folder.write(&format!("{side}/same.json"), &policy(r#""s3:Get*""#));
        folder.write(&format!("{side}/none.json"), "{}");
    }
    folder.write("old/less.json", &policy(r#""s3:*""#));
    folder.write("new/less.json", &policy(r#""s3:Get*""#));
    let ran = run_in(&folder.0, &["diff", "old", "new"]);
    let text = &ran.assert(0).out;
    assert!(text.contains("less.json: grants less\n  - statement 1 allows `s3:"), "{text}");
    assert!(text.ends_with("2 compared, 1 narrower, 1 equal\n"), "{text}");
    run_in(&folder.0, &["diff", "new/less.json", "old/less.json"]).assert(1);
    folder.write("new/added.json", &policy(r#""sqs:*""#));
    let ran = run_in(&folder.0, &["diff", "--format", "json", "old", "new"]);
    let json = ran.assert(1).json();
    assert_eq!(json["policies"][0]["file"], "added.json");
    assert_eq!(json["policies"][0]["relation"], "wider");
    assert_eq!(json["policies"][0]["gained"]["reasons"][0]["statementIndex"], 0);
    folder.write("new/broken.json", r#"{"Statement": ["#);
    let ran = run_in(&folder.0, &["diff", "old", "new"]);
    assert!(ran.assert(2).out.contains("broken.json: not compared: "), "{}", ran.out);
}

#[test]
fn a_branch_is_compared_with_its_base() {
    let folder = Folder::new("diff-git", &[]);
    git(&folder, &["init", "--quiet"]);
    for name in ["wider", "gone", "same"] {
        folder.write(&format!("policies/{name}.json"), &policy(r#""s3:GetObject""#));
    }
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "base"]);
    folder.write("policies/wider.json", &policy(r#"["s3:GetObject","s3:PutObject"]"#));
    std::fs::remove_file(folder.0.join("policies/gone.json")).unwrap();
    let ran = run_in(&folder.0, &["diff", "--base", "HEAD", "policies"]);
    let text = &ran.assert(1).out;
    assert!(text.contains("policies/gone.json: grants less\n"), "{text}");
    assert!(
        text.contains("policies/wider.json: grants more\n  + statement 1 allows `s3:PutObject`"),
        "{text}"
    );
    assert!(text.ends_with("2 compared, 1 wider, 1 narrower\n"), "{text}");
    let ran = run_in(&folder.0, &["diff", "--base", "HEAD", "--format", "markdown", "policies"]);
    assert!(
        ran.assert(1).out.contains("| `policies/wider.json` | grants more | **+** "),
        "{}",
        ran.out
    );
    let ran = run_in(&folder.0, &["diff", "--base", "no-such", "policies"]);
    assert_eq!(
        ran.assert(2).err,
        "error: --base: git knows no revision `no-such` where `policies` is\n"
    );
    run_in(&folder.0, &["diff", "policies"]).assert(2);
    let ran = run_in(&folder.0, &["diff", "--base", "HEAD", "polices"]);
    assert_eq!(ran.assert(2).err, "error: polices: neither here nor at the base\n");
}

#[test]
fn a_file_that_git_calls_renamed_is_compared_with_what_it_was() {
    let folder = Folder::new("diff-renamed", &[]);
    git(&folder, &["init", "--quiet"]);
    folder.write("policies/same.json", &policy(r#""s3:GetObject""#));
    let lines = |actions: &str| policy(&format!("[\n{actions}]")).replace(',', ",\n");
    folder.write("policies/edited.json", &lines(r#""sqs:SendMessage","sqs:ReceiveMessage""#));
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "base"]);
    git(&folder, &["mv", "policies/same.json", "policies/moved.json"]);
    git(&folder, &["mv", "policies/edited.json", "other.json"]);
    folder
        .write("other.json", &lines(r#""sqs:SendMessage","sqs:ReceiveMessage","sqs:PurgeQueue""#));
    git(&folder, &["add", "."]);
    for whole in [".", "./"] {
        let ran = run_in(&folder.0, &["diff", "--base", "HEAD", whole]);
        let text = &ran.assert(1).out;
        assert!(text.contains("policies/moved.json: grants the same\n"), "{text}");
        assert!(
            text.contains("other.json: grants more\n  + statement 1 allows `sqs:PurgeQueue`"),
            "{text}"
        );
        assert!(text.ends_with("2 compared, 1 wider, 1 equal\n"), "{text}");
        assert!(
            ran.err.contains("policies/moved.json: was ") && ran.err.contains("same.json"),
            "{}",
            ran.err
        );
    }
    // What was outside of the folder is new in it, and what left it is gone.
    let ran = run_in(&folder.0, &["diff", "--base", "HEAD", "policies"]);
    let text = &ran.assert(0).out;
    assert!(text.contains("policies/edited.json: grants less\n"), "{text}");
    assert!(text.contains("policies/moved.json: grants the same\n"), "{text}");
}

#[test]
fn what_limits_is_held_against_what_others_allow() {
    let folder = Folder::new("diff-limits", &[]);
    let denies = |actions: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Action":{actions},"Resource":"*"}}]}}"#
        )
    };
    let template = |kind: &str, holder: &str, document: &str| {
        format!(
            r#"{{"AWSTemplateFormatVersion":"2010-09-09","Resources":{{"{holder}":{{"Type":"AWS::Organizations::Policy","Properties":{{"Name":"n","Type":"{kind}","Content":{document}}}}}}}}}"#
        )
    };
    let ask = |old: &str, new: &str, more: &[&str]| {
        folder.write("old.json", old);
        folder.write("new.json", new);
        run_in(&folder.0, &[&["diff", "old.json", "new.json"][..], more].concat())
    };
    let (wide, small) = (denies(r#"["iam:*","s3:*"]"#), denies(r#""s3:PutObject""#));
    let scp = |document: &str| template("SERVICE_CONTROL_POLICY", "Guard", document);
    let ran = ask(&scp(&wide), &scp(&small), &[]);
    assert!(
        ran.assert(1).out.starts_with("new.json: Guard/Content: grants more\n  + lets through `"),
        "{}",
        ran.out
    );
    let ran = ask(&scp(&small), &scp(&wide), &[]);
    assert!(ran.assert(0).out.contains("  - lets through no more `"), "{}", ran.out);
    // One that is gone limits nothing any more; one that allows everything limits nothing.
    let ran = ask(&scp(&wide), &template("TAG_POLICY", "Tags", "{}"), &[]);
    assert!(ran.assert(1).out.contains("Guard/Content: grants more\n"), "{}", ran.out);
    let all = policy(r#""*""#);
    let ran = ask(&scp(&all), &template("TAG_POLICY", "Tags", "{}"), &[]);
    assert!(ran.assert(0).out.contains("Guard/Content: grants the same\n"), "{}", ran.out);
    let for_all = |text: &str| text.replace(r#""Effect""#, r#""Principal":"*","Effect""#);
    let rcp = |document: &str| template("RESOURCE_CONTROL_POLICY", "Guard", &for_all(document));
    let ran = ask(&rcp(&denies(r#""s3:*""#)), &rcp(&small), &[]);
    assert!(ran.assert(1).out.contains("  + lets through `s3:"), "{}", ran.out);
    // Denials, of policies that grant something and of such that do not.
    let ran = ask(&wide, &small, &[]);
    assert!(ran.assert(1).out.contains("  + denies no more `"), "{}", ran.out);
    let ran = ask(&small, &wide, &[]);
    assert!(ran.assert(0).out.starts_with("new.json: grants less\n  - denies `"), "{}", ran.out);
    let ran = ask(&for_all(&wide), &for_all(&small), &["--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.assert(1).out).unwrap();
    assert_eq!(json["policies"][0]["relation"], "wider", "{json}");
    assert_eq!(json["policies"][0]["gained"]["result"], "PASS");
    assert_eq!(json["policies"][0]["let_through"]["gained"]["result"], "FAIL");
    let ran = ask(&wide, &small, &["--format", "sarif"]);
    assert!(ran.assert(1).out.contains("denies no more `"), "{}", ran.out);
    let ran = ask(&wide, &small, &["--format", "markdown"]);
    assert!(ran.assert(1).out.contains("**+** denies no more `"), "{}", ran.out);
}

#[test]
fn what_cannot_be_read_any_more_is_not_gone() {
    let folder = Folder::new("diff-unreadable", &[]);
    let template = "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement: [{Effect: Allow, Action: s3:GetObject, Resource: '*'}]\n";
    folder.write("old/stack.yaml", template);
    folder.write("new/stack.yaml", &format!("{template}  : [\n"));
    let ran = run_in(&folder.0, &["diff", "old", "new"]);
    assert!(ran.assert(2).out.contains("stack.yaml: not compared: "), "{}", ran.out);
    assert!(ran.out.ends_with("0 compared; 1 not compared\n"), "{}", ran.out);
}

#[test]
fn names_of_a_pull_request_stay_text_in_markdown() {
    let folder = Folder::new("diff-markdown", &[]);
    let name = "a`@org`[b](http:)<b>*";
    let holder = "Wide`@org/team`[a](http://evil)<i>|\\\\|`";
    let template = format!(
        r#"{{"AWSTemplateFormatVersion":"2010-09-09","Resources":{{"{holder}":{{"Type":"AWS::IAM::ManagedPolicy","Properties":{{"PolicyDocument":{}}}}},"Gap@org":{{"Type":"AWS::IAM::ManagedPolicy","Properties":{{"PolicyDocument":"text"}}}}}}}}"#,
        policy(r#""s3:*""#).replace(r#""Effect""#, r#""Sid":"`@org` x","Effect""#)
    );
    folder.write("old/none.json", "{}");
    folder.write(&format!("new/{name}.json"), &template);
    let ran = run_in(&folder.0, &["diff", "--format", "markdown", "old", "new"]);
    let rows: Vec<_> = ran.out.lines().skip(6).collect();
    let key = format!(
        "| ``{name}.json: Wide`@org/team`[a](http://evil)<i>\\|\\\\u{{7c}}`/PolicyDocument`` | grants more | **+** ``` statement 1 (``@org` x`) allows `s3:"
    );
    assert!(rows[0].starts_with(&key), "{}\n{key}", ran.out);
    assert!(rows.iter().all(|row| row.ends_with(" |")), "{}", ran.out);
}

/// The everyday guardrail of an organization: no answer is about root, which is no leave to call it the same.
#[test]
fn a_guardrail_for_root_that_went_is_not_the_same() {
    let folder = Folder::new("diff-root", &[]);
    let all = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
    let root = r#"{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:root"}}}"#;
    let write = |name: &str, statements: &str| {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        folder.write(name, &format!(r#"{{"Policy":{{"PolicySummary":{{"Type":"SERVICE_CONTROL_POLICY","Name":"scp"}},"Content":{}}}}}"#, serde_json::Value::from(text)));
    };
    write("old.json", &format!("{all},{root}"));
    write("new.json", all);
    let ran = run_in(&folder.0, &["diff", "old.json", "new.json"]);
    assert!(ran.assert(1).out.contains("conditions on the root user have changed"), "{}", ran.out);
    run_in(&folder.0, &["diff", "new.json", "old.json"]).assert(0);
}

/// A file of a configuration by its bare name, as one types it in its folder.
#[test]
fn a_bare_name_is_the_file_of_this_folder() {
    let folder = Folder::new("diff-bare-name", &[]);
    let text = |action: &str| {
        format!(
            "resource \"aws_iam_policy\" \"p\" {{\n  policy = jsonencode({{ Version = \"2012-10-17\", Statement = [{{ Effect = \"Allow\", Action = \"{action}\", Resource = \"*\" }}] }})\n}}\n"
        )
    };
    folder.write("main.tf", &text("s3:GetObject"));
    git(&folder, &["init", "--quiet"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "--quiet", "--message", "base"]);
    run_in(&folder.0, &["diff", "--base", "HEAD", "main.tf"]).assert(0);
    folder.write("main.tf", &text("s3:*"));
    for path in ["main.tf", "./main.tf", "."] {
        let ran = run_in(&folder.0, &["diff", "--base", "HEAD", path]);
        assert!(ran.assert(1).out.contains("1 compared, 1 wider"), "{path}: {}", ran.out);
    }
}

#[test]
fn what_does_not_exist_today_is_noted() {
    let folder = Folder::new("diff-some-day", &[]);
    folder.write("old.json", &policy(r#""s3:GetObject""#));
    folder.write("new.json", &policy(r#"["s3:GetObject","s3:GetObjectOfTheFuture"]"#));
    let ran = run_in(&folder.0, &["diff", "old.json", "new.json"]);
    let told = "new.json: grants the same\n  more would be granted of actions or resources that do not exist today";
    assert!(ran.assert(0).out.starts_with(told), "{}", ran.out);
    let ran = run_in(&folder.0, &["diff", "new.json", "old.json"]);
    assert_eq!(ran.assert(0).out, "old.json: grants the same\n1 compared, 1 equal\n");
}

/// A role that is named beside its account is let in at once, if the resource is the account's.
#[test]
fn a_role_beside_its_account_gets_more() {
    let folder = Folder::new("diff-own-role", &[]);
    let key = |more: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"arn:aws:iam::111122223333:root"}},"Action":"kms:*","Resource":"*"}}{more}]}}"#
        )
    };
    folder.write("old.json", &key(""));
    folder.write("new.json", &key(r#",{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/intern"},"Action":"kms:Decrypt","Resource":"*"}"#));
    let ran = run_in(&folder.0, &["diff", "old.json", "new.json"]);
    assert!(ran.assert(1).out.starts_with("new.json: grants more\n"), "{}", ran.out);
    run_in(&folder.0, &["diff", "new.json", "old.json"]).assert(0);
}
