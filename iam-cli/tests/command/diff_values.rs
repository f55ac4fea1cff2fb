//! `iam diff`, where a value that is written down decides, and nothing but that value changes.

use crate::diff_decided::{Edited, git};

fn template(policy: &str) -> String {
    format!(
        r#"AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  K: {{Type: String, Default: dev}}
  L: {{Type: String, Default: dev}}
Conditions:
  C: !Equals [!Ref K, prod]
  Is: {{Condition: C}}
Mappings:
  M:
    prod: {{a: "*"}}
    dev: {{a: "s3:GetObject"}}
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
{policy}"#
    )
}

fn document(more: &str, action: &str) -> String {
    template(&format!(
        r#"{more}    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: {{Effect: Allow, Action: {action}, Resource: "*"}}
"#
    ))
}

#[test]
fn a_default_of_what_a_template_decides_by_counts() {
    for (folder, more, action) in [
        ("if", "", r#"!If [C, "*", "s3:GetObject"]"#),
        ("through", "", r#"!If [Is, "*", "s3:GetObject"]"#),
        ("row", "", "!FindInMap [M, !Ref K, a]"),
        ("there", "    Condition: Is\n", r#""*""#),
    ] {
        let it = Edited::new(&format!("default-{folder}"), "t.yaml", &document(more, action));
        it.is_redecided(&[("K: {Type: String, Default: dev}", "K: {Type: String, Default: prod}")]);
        it.is_redecided(&[("K: {Type: String, Default: dev}", "K: {Type: String}")]);
        // One that nothing decides by says nothing.
        let other = [("L: {Type: String, Default: dev}", "L: {Type: String, Default: prod}")];
        assert!(it.run(&other, &[]).assert(0).out.contains(" equal\n"));
    }
}

const POLICY: &str = r#"jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = ACTION, Resource = "*" }] })"#;

fn configuration(more: &str, action: &str) -> String {
    format!(
        "variable \"on\" {{\n  default = false\n}}\nvariable \"env\" {{\n  default = \"dev\"\n}}\nlocals {{\n  m = {{ dev = \"s3:GetObject\", prod = \"*\" }}\n}}\nresource \"aws_iam_policy\" \"p\" {{\n{more}  policy = {}\n}}\n",
        POLICY.replace("ACTION", action)
    )
}

#[test]
fn a_default_of_what_a_configuration_decides_by_counts() {
    for (folder, more, action, edit) in [
        ("if", "", "var.on ? \"*\" : \"s3:GetObject\"", ("= false", "= true")),
        ("row", "", "local.m[var.env]", ("= \"dev\"", "= \"prod\"")),
        ("there", "  count = var.on ? 1 : 0\n", "\"*\"", ("= false", "= true")),
    ] {
        let text = configuration(more, action);
        let it = Edited::new(&format!("hcl-default-{folder}"), "main.tf", &text);
        it.is_redecided(&[edit]);
        assert_eq!(it.run(&[], &[]).assert(0).out, "0 compared\n");
    }
}

#[test]
fn a_value_that_a_file_gives_counts() {
    for (name, from, to) in [
        ("terraform.tfvars", "on = false\n", "on = true\n"),
        ("terraform.tfvars.json", r#"{"on": false}"#, r#"{"on": true}"#),
        ("x.auto.tfvars.json", r#"{"on": false}"#, r#"{"on": true}"#),
    ] {
        let folder = format!("values-{}", name.replace('.', "-"));
        let text = configuration("", "var.on ? \"*\" : \"s3:GetObject\"");
        let it = Edited::new(&folder, "main.tf", &text);
        it.folder.write(name, from);
        git(&it.folder, &["add", "."]);
        git(&it.folder, &["commit", "--quiet", "--message", "values"]);
        it.folder.write(name, to);
        it.is_redecided(&[]);
    }
}

#[test]
fn a_value_in_json_is_put_in() {
    let text = "variable \"acts\" {}\nresource \"aws_iam_policy\" \"p\" {\n  policy = POLICY\n}\n";
    let text = text.replace("POLICY", &POLICY.replace("ACTION", "var.acts"));
    let it = Edited::new("values-json", "main.tf", &text);
    it.folder.write("x.auto.tfvars.json", r#"{"acts": ["s3:GetObject"]}"#);
    git(&it.folder, &["add", "."]);
    git(&it.folder, &["commit", "--quiet", "--message", "values"]);
    it.folder.write("x.auto.tfvars.json", r#"{"acts": ["s3:*"]}"#);
    let ran = it.run(&[], &[]);
    assert!(ran.assert(1).out.ends_with("1 compared, 1 wider\n"), "{}", ran.out);
}

#[test]
fn a_module_that_was_not_called_is_new() {
    let main = "module \"m\" {\n  source = \"./m\"\n  count  = 0\n}\n";
    let it = Edited::new("called", "main.tf", main);
    it.folder.write("m/main.tf", &configuration("", "\"*\""));
    git(&it.folder, &["add", "."]);
    git(&it.folder, &["commit", "--quiet", "--message", "module"]);
    let ran = it.run(&[("= 0", "= 1")], &[]);
    assert!(ran.assert(1).out.contains("module.m.aws_iam_policy.p/policy"), "{}", ran.out);
}
