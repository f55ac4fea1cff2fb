//! `iam diff`, where a condition or a lookup chooses among several documents of one policy.

use crate::program::{Folder, Ran, run_in};
use std::process::Command;

const WORDS: &str = "what decides on it has changed";

pub(crate) fn git(folder: &Folder, args: &[&str]) {
    let name = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.com"];
    let ran = Command::new("git").arg("-C").arg(&folder.0).args(name).args(args).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

/// A file as it is committed, and edits of it.
pub(crate) struct Edited {
    pub(crate) folder: Folder,
    name: &'static str,
    text: String,
}

impl Edited {
    pub(crate) fn new(folder: &str, name: &'static str, text: &str) -> Self {
        let folder = Folder::new(&format!("diff-decided-{folder}"), &[(name, text)]);
        git(&folder, &["init", "--quiet"]);
        git(&folder, &["add", "."]);
        git(&folder, &["commit", "--quiet", "--message", "base"]);
        Self { folder, name, text: text.to_owned() }
    }

    pub(crate) fn run(&self, edits: &[(&str, &str)], more: &[&str]) -> Ran {
        let mut text = self.text.clone();
        for (old, new) in edits {
            assert!(text.contains(old), "{old} is not in {text}");
            text = text.replacen(old, new, 1);
        }
        self.folder.write(self.name, &text);
        run_in(&self.folder.0, &[&["diff", "--base", "HEAD", "."][..], more].concat())
    }

    /// It is not known after these edits, for what decides on it.
    pub(crate) fn is_redecided(&self, edits: &[(&str, &str)]) {
        let ran = self.run(edits, &[]);
        let text = &ran.assert(1).out;
        assert!(text.contains(WORDS), "{edits:?}: {text}");
    }
}

fn template(resources: &str) -> String {
    format!(
        r#"AWSTemplateFormatVersion: "2010-09-09"
Parameters: {{Env: {{Type: String}}, Other: {{Type: String}}}}
Conditions:
  C: !Equals [!Ref Env, prod]
  D: !Equals [!Ref Env, dev]
  Is: {{Condition: C}}
Mappings:
  M:
    prod: {{a: "s3:GetObject"}}
    dev: {{a: "*"}}
Resources:
{resources}"#
    )
}

fn policy(name: &str, more: &str, statement: &str) -> String {
    format!(
        "  {name}:
    Type: AWS::IAM::ManagedPolicy
{more}    Properties:
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - {statement}
"
    )
}

const CHOSEN: &str = r#"!If [C, {Effect: Allow, Action: "s3:GetObject", Resource: "*"}, {Effect: Allow, Action: "*", Resource: "*"}]"#;

#[test]
fn a_template_whose_condition_changes_is_not_known() {
    let it = Edited::new("condition", "t.yaml", &template(&policy("P", "", CHOSEN)));
    it.is_redecided(&[("!If [C", "!If [D")]);
    it.is_redecided(&[("C: !Equals [!Ref Env, prod]", "C: !Not [!Equals [!Ref Env, prod]]")]);
    it.is_redecided(&[("C: !Equals [!Ref Env", "C: !Equals [!Ref Other")]);
    assert_eq!(it.run(&[], &[]).assert(0).out, "0 compared\n");
    // What each branch grants counts where the condition is what it was.
    let swapped = [
        ("s3:GetObject\", Resource", "x\", Resource"),
        ("\"*\", Resource", "\"s3:GetObject\", Resource"),
    ];
    let swapped = [swapped[0], swapped[1], ("Action: \"x\"", "Action: \"*\"")];
    let text = &it.run(&swapped, &[]).assert(1).out.clone();
    assert!(text.contains("2 compared, 1 wider, 1 narrower") && !text.contains(WORDS), "{text}");
    // A condition that is made of another hangs on that, too.
    let of_another = CHOSEN.replace("!If [C", "!If [Is");
    let it = Edited::new("of-another", "t.yaml", &template(&policy("P", "", &of_another)));
    it.is_redecided(&[("C: !Equals [!Ref Env, prod]", "C: !Equals [!Ref Env, dev]")]);
}

#[test]
fn each_format_says_why_it_is_not_known() {
    let it = Edited::new("formats", "t.yaml", &template(&policy("P", "", CHOSEN)));
    let edit = [("!If [C", "!If [D")];
    let text = it.run(&edit, &[]).assert(1).out.clone();
    let line = format!("t.yaml: P/PolicyDocument: is not known to grant no more\n  {WORDS}\n");
    assert!(text.contains(&line), "{text}");
    assert!(text.contains("P/PolicyDocument (2): "), "{text}");
    assert!(text.ends_with("2 compared, 2 unknown\n"), "{text}");
    let ran = it.run(&edit, &["--format", "markdown"]);
    assert!(ran.assert(1).out.contains(&format!("| {WORDS} |")), "{}", ran.out);
    let json = it.run(&edit, &["--format", "json"]).assert(1).json();
    assert_eq!(json["policies"][0]["relation"], "unknown");
    assert_eq!(json["policies"][0]["reason"], WORDS);
    let log = it.run(&edit, &["--format", "sarif"]).assert(1).json();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "new-access-not-known");
    let message = result["message"]["text"].as_str().unwrap();
    assert!(message.ends_with(&format!("not known: {WORDS}")), "{message}");
}

#[test]
fn a_resource_that_is_there_on_a_condition_hangs_on_it() {
    let plain = r#"{Effect: Allow, Action: "*", Resource: "*"}"#;
    let given = "    Condition: C\n";
    let it = Edited::new("given", "t.yaml", &template(&policy("P", given, plain)));
    it.is_redecided(&[(given, "")]);
    it.is_redecided(&[(given, "    Condition: D\n")]);
    // What was there in any case is there still where the condition holds.
    let it = Edited::new("not-given", "t.yaml", &template(&policy("P", "", plain)));
    let text = it.run(&[("    Properties:\n", "    Condition: C\n    Properties:\n")], &[]);
    assert!(text.assert(0).out.contains("P/PolicyDocument: grants the same\n"), "{}", text.out);
    let ran = it.run(&[(plain, CHOSEN)], &[]);
    assert!(ran.assert(0).out.ends_with("2 compared, 1 narrower, 1 equal\n"), "{}", ran.out);
}

#[test]
fn rows_of_a_mapping_hang_on_their_keys() {
    let mapped = r#"{Effect: Allow, Action: !FindInMap [M, !Ref Env, a], Resource: "*"}"#;
    let it = Edited::new("rows", "t.yaml", &template(&policy("P", "", mapped)));
    let swapped = [("prod: {a", "x: {a"), ("dev: {a", "prod: {a"), ("x: {a", "dev: {a")];
    let ran = it.run(&swapped, &[]);
    assert!(ran.assert(1).out.ends_with("2 compared, 1 wider, 1 narrower\n"), "{}", ran.out);
    it.is_redecided(&[("dev: {a", "test: {a")]);
    it.is_redecided(&[("!Ref Env, a]", "!Ref Other, a]")]);
}

#[test]
fn other_edits_leave_what_is_chosen_comparable() {
    let plain = r#"{Effect: Allow, Action: ["sqs:SendMessage", "sqs:PurgeQueue"], Resource: "*"}"#;
    let resources = policy("P", "", CHOSEN) + &policy("Q", "", plain);
    let it = Edited::new("others", "t.yaml", &template(&resources));
    let ran = it.run(&[(", \"sqs:PurgeQueue\"", "")], &[]);
    assert!(ran.assert(0).out.ends_with("3 compared, 1 narrower, 2 equal\n"), "{}", ran.out);
    let added = "Resources:\n  T: {Type: AWS::SNS::Topic}\n";
    let ran = it.run(&[("Resources:\n", added)], &[]);
    assert!(ran.assert(0).out.ends_with("3 compared, 3 equal\n"), "{}", ran.out);
    let ran = it.run(&[("Action: \"*\", Res", "Action: \"s3:*\", Res")], &[]);
    assert!(ran.assert(0).out.ends_with("3 compared, 1 narrower, 2 equal\n"), "{}", ran.out);
    let ran = it.run(&[("Action: \"s3:GetObject\", Res", "Action: \"s3:*\", Res")], &[]);
    let text = &ran.assert(1).out;
    assert!(text.contains("P/PolicyDocument: grants more\n") && !text.contains(WORDS), "{text}");
    // Where one more condition chooses, nothing says which of the old ones was there.
    it.is_redecided(&[(
        "          - !If [C",
        "          - !If [D, {Effect: Allow, Action: \"sns:Publish\", Resource: \"*\"}, !Ref AWS::NoValue]\n          - !If [C",
    )]);
}

fn configuration(action: &str, more: &str) -> String {
    format!(
        r#"variable "env" {{}}
variable "env2" {{}}
{more}
resource "aws_iam_policy" "p" {{
  policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = {action}, Resource = "*" }}]
  }})
}}
resource "aws_iam_policy" "q" {{
  policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = ["sqs:SendMessage", "sqs:PurgeQueue"], Resource = "*" }}]
  }})
}}
"#
    )
}

#[test]
fn a_configuration_whose_condition_changes_is_not_known() {
    let action = r#"var.env == "prod" ? "s3:GetObject" : "*""#;
    let it = Edited::new("hcl", "main.tf", &configuration(action, ""));
    it.is_redecided(&[("== \"prod\"", "== \"dev\"")]);
    it.is_redecided(&[("var.env ==", "var.env2 ==")]);
    assert_eq!(it.run(&[], &[]).assert(0).out, "0 compared\n");
    // As Terraform pairs by what is chosen, a branch that is narrower is told as that, and the rest is left out.
    let ran = it.run(&[(": \"*\"", ": \"s3:*\"")], &[]);
    assert!(ran.assert(0).out.ends_with("1 compared, 1 narrower\n"), "{}", ran.out);
    let ran = it.run(&[(", \"sqs:PurgeQueue\"", "")], &[]);
    assert!(ran.assert(0).out.ends_with("1 compared, 1 narrower\n"), "{}", ran.out);
    let ran = it.run(&[("variable \"env2\"", "variable \"env3\" {}\nvariable \"env2\"")], &[]);
    assert_eq!(ran.assert(0).out, "0 compared\n");
    let swapped = [("\"s3:GetObject\" : \"*\"", "\"*\" : \"s3:GetObject\"")];
    let ran = it.run(&swapped, &[]);
    assert!(ran.assert(1).out.ends_with("2 compared, 1 wider, 1 narrower\n"), "{}", ran.out);
    let through = r#"local.is_prod ? "s3:GetObject" : "*""#;
    let locals = r#"locals { is_prod = contains(["prod"], var.env) }"#;
    let it = Edited::new("hcl-local", "main.tf", &configuration(through, locals));
    it.is_redecided(&[("[\"prod\"]", "[\"dev\"]")]);
    it.is_redecided(&[("contains", "!contains")]);
}

#[test]
fn rows_of_a_map_hang_on_their_names() {
    let locals = r#"locals { m = { prod = "s3:GetObject", dev = "*" } }"#;
    let it = Edited::new("hcl-rows", "main.tf", &configuration("local.m[var.env]", locals));
    let swapped = [("prod =", "x ="), ("dev =", "prod ="), ("x =", "dev =")];
    let ran = it.run(&swapped, &[]);
    assert!(ran.assert(1).out.ends_with("2 compared, 1 wider, 1 narrower\n"), "{}", ran.out);
    it.is_redecided(&[("dev =", "test =")]);
    it.is_redecided(&[("local.m[var.env]", "local.m[var.env2]")]);
    // In another order they are what they were.
    let turned = [("prod = \"s3:GetObject\", dev = \"*\"", "dev = \"*\", prod = \"s3:GetObject\"")];
    assert_eq!(it.run(&turned, &[]).assert(0).out, "0 compared\n");
    let ran = it.run(&[("dev = \"*\"", "dev = \"s3:*\"")], &[]);
    assert!(ran.assert(0).out.ends_with("1 compared, 1 narrower\n"), "{}", ran.out);
}

#[test]
fn a_resource_of_terraform_that_is_there_on_a_condition_hangs_on_it() {
    let count = "  count = var.env == \"prod\" ? 1 : 0\n";
    let text = configuration("\"*\"", "").replacen("\"p\" {\n", &format!("\"p\" {{\n{count}"), 1);
    let it = Edited::new("hcl-count", "main.tf", &text);
    it.is_redecided(&[("== \"prod\"", "== \"dev\"")]);
    it.is_redecided(&[(count, "")]);
    assert_eq!(it.run(&[], &[]).assert(0).out, "0 compared\n");
}

#[test]
fn an_argument_of_a_module_decides_in_it() {
    let called = configuration("var.is_prod ? \"s3:GetObject\" : \"*\"", "variable \"is_prod\" {}");
    let call = "variable \"env\" {}\nmodule \"m\" {\n  source = \"./m\"\n  is_prod = contains([\"prod\"], var.env)\n}\n";
    let it = Edited::new("hcl-module", "main.tf", call);
    it.folder.write("m/main.tf", &called);
    git(&it.folder, &["add", "."]);
    git(&it.folder, &["commit", "--quiet", "--message", "module"]);
    it.is_redecided(&[("[\"prod\"]", "[\"dev\"]")]);
    assert_eq!(it.run(&[], &[]).assert(0).out, "0 compared\n");
}

#[test]
fn documents_in_several_files_stand_where_they_stand() {
    let document = |name: &str, action: &str| {
        format!(
            "data \"aws_iam_policy_document\" \"{name}\" {{\n  statement {{\n    actions   = [\"{action}\"]\n    resources = [\"*\"]\n  }}\n}}\n"
        )
    };
    let by = "data.aws_iam_policy_document";
    let main = format!(
        "variable \"env\" {{}}\nresource \"aws_iam_policy\" \"p\" {{\n  policy = var.env == \"prod\" ? {by}.a.json : {by}.b.json\n}}\n"
    );
    let it = Edited::new("hcl-files", "main.tf", &main);
    it.folder.write("a.tf", &document("a", "s3:GetObject"));
    it.folder.write("b.tf", &document("b", "s3:*"));
    git(&it.folder, &["add", "."]);
    git(&it.folder, &["commit", "--quiet", "--message", "documents"]);
    assert_eq!(it.run(&[], &[]).assert(0).out, "0 compared\n");
    it.is_redecided(&[("\"prod\"", "\"dev\"")]);
    it.run(&[], &[]);
    it.folder.write("b.tf", &document("b", "s3:Get*"));
    let text = &it.run(&[], &[]).assert(0).out.clone();
    assert!(text.contains("b.tf: aws_iam_policy.p/policy (2): grants less\n"), "{text}");
    assert!(text.ends_with("1 compared, 1 narrower\n"), "{text}");
}

#[test]
fn what_a_text_is_given_decides_in_it() {
    let main = "variable \"env\" {}\nresource \"aws_iam_policy\" \"p\" {\n  policy = templatefile(\"${path.module}/p.tpl\", { is_prod = contains([\"prod\"], var.env) })\n}\n";
    let it = Edited::new("hcl-text", "main.tf", main);
    let action = "%{ if is_prod }s3:GetObject%{ else }*%{ endif }";
    let text = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"{action}","Resource":"*"}}]}}"#
    );
    it.folder.write("p.tpl", &text);
    git(&it.folder, &["add", "."]);
    git(&it.folder, &["commit", "--quiet", "--message", "text"]);
    it.is_redecided(&[("[\"prod\"]", "[\"dev\"]")]);
    assert_eq!(it.run(&[], &[]).assert(0).out, "0 compared\n");
}

/// A way on which a policy says nothing is left out, and what denied always denies no more.
#[test]
fn what_denies_on_some_ways_only_denied_more() {
    let folder = Folder::new("diff-denies-perhaps", &[]);
    let template = |statement: &str| {
        format!(
            "Parameters: {{ P: {{ Type: String }} }}\nConditions: {{ C: !Equals [!Ref P, a] }}\nResources:\n{}",
            policy("D", "", "").replace("          - ", &format!("          - {statement}"))
        )
    };
    let deny = "{ Effect: Deny, Action: 's3:*', Resource: '*' }";
    let perhaps = format!("!If [C, {deny}, !Ref 'AWS::NoValue']");
    folder.write("old.yaml", &template(deny));
    folder.write("new.yaml", &template(&perhaps));
    let configuration = |statements: &str| {
        format!(
            "variable \"on\" {{}}\nresource \"aws_iam_policy\" \"p\" {{\n  policy = jsonencode({{\n    Version = \"2012-10-17\"\n    Statement = {statements}\n  }})\n}}\n"
        )
    };
    let denies = r#"[{ Effect = "Deny", Action = "s3:*", Resource = "*" }]"#;
    folder.write("old/main.tf", &configuration(denies));
    folder.write("new/main.tf", &configuration(&format!("var.on ? {denies} : []")));
    for [old, new] in [["old.yaml", "new.yaml"], ["old", "new"]] {
        let ran = run_in(&folder.0, &["diff", old, new]);
        let told = "is not known to grant no more\n  what decides on it has changed\n";
        assert!(ran.assert(1).out.contains(told), "{}", ran.out);
    }
}
