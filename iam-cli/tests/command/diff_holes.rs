//! `iam diff`, `iam validate` and `iam minimize`, where two things that are not known look alike.

use crate::diff_decided::{Edited, git};
use crate::program::{Folder, run_in};

const BESIDE: &str = r#"
variable "a" {}
locals {
  s = "s3:GetObject"
}
resource "aws_s3_bucket" "b" {
  for_each = var.a
}
module "m" {
  source = "./m"
}
module "n" {
  source = "./m"
}
"#;

fn configuration(action: &str, resource: &str) -> String {
    format!(
        r#"{BESIDE}resource "aws_iam_policy" "p" {{
  policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = {action}, Resource = {resource} }}]
  }})
}}
"#
    )
}

fn with_module(folder: &str, text: &str) -> Edited {
    let it = Edited::new(folder, "main.tf", text);
    let module =
        "resource \"aws_s3_bucket\" \"b\" {}\noutput \"arn\" {\n  value = aws_s3_bucket.b.arn\n}\n";
    it.folder.write("m/main.tf", module);
    git(&it.folder, &["add", "."]);
    git(&it.folder, &["commit", "--quiet", "--message", "module"]);
    it
}

#[test]
fn another_thing_that_is_not_known_is_told() {
    for (number, (action, resource, from, to)) in [
        ("\"s3:*\"", "[module.m.arn]", "[module.m", "[module.n"),
        ("\"s3:*\"", "aws_s3_bucket.b[\"x\"].arn", "[\"x\"]", "[\"y\"]"),
        ("\"s3:*\"", "aws_s3_bucket.b[\"x\"].arn", "[\"x\"]", "[*]"),
        ("\"s3:*\"", "[for x in var.a : x.arn if x.private]", " if x.private", ""),
        ("frobnicate(local.s)", "\"*\"", "s3:GetObject", "s3:*"),
        ("\"s3:*\"", "\"arn:aws:s3:::${var.a + 1}\"", "a + 1", "a - 1"),
    ]
    .into_iter()
    .enumerate()
    {
        let it = with_module(&format!("holes-{number}"), &configuration(action, resource));
        let ran = it.run(&[(from, to)], &[]);
        assert!(!ran.assert(1).out.contains("the same"), "{resource}: {}", ran.out);
        assert_eq!(it.run(&[], &[]).assert(0).out, "0 compared\n");
    }
}

#[test]
fn neither_is_dropped_for_the_other() {
    let text = format!(
        "{BESIDE}data \"aws_iam_policy_document\" \"d\" {{\n  statement {{\n    effect    = \"Deny\"\n    actions   = [\"s3:ListBucket\"]\n    resources = [aws_s3_bucket.b[\"x\"].arn, aws_s3_bucket.b[\"y\"].arn, module.m.arn, module.n.arn]\n  }}\n}}\n"
    );
    let module =
        "resource \"aws_s3_bucket\" \"b\" {}\noutput \"arn\" {\n  value = aws_s3_bucket.b.arn\n}\n";
    let folder = Folder::new("holes-minimize", &[("main.tf", &text)]);
    folder.write("m/main.tf", module);
    let ran = run_in(&folder.0, &["validate", "."]);
    assert!(!ran.assert(0).out.contains("twice"), "{}", ran.out);
    let of = "data.aws_iam_policy_document.d";
    let ran = run_in(&folder.0, &["minimize", "--policy-of", of, "."]);
    for name in ["b.x.bucket", "b.y.bucket", "module.m.", "module.n."] {
        assert!(ran.assert(0).out.contains(name), "{name}: {}", ran.out);
    }
}

#[test]
fn another_thing_that_a_template_does_not_know_is_told() {
    let template = |resource: &str| {
        format!(
            "Parameters:\n  A: {{Type: String}}\n  B: {{Type: String}}\n  L: {{Type: CommaDelimitedList}}\n  S: {{Type: 'AWS::SSM::Parameter::Value<String>', Default: /a}}\nResources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - {{Effect: Allow, Action: 's3:GetObject', Resource: [{resource}]}}\n"
        )
    };
    for (number, (resource, from, to)) in [
        ("!Select [1, !Split ['-', !Ref A]]", "[1,", "[0,"),
        ("!Select [1, !Split ['-', !Ref A]]", "!Ref A", "!Ref B"),
        ("!Join [',', !Ref L]", "','", "';'"),
        ("'{{resolve:ssm:/a}}'", "ssm:/a", "ssm:/b"),
        ("!Ref S", "Default: /a", "Default: /b"),
        ("!ImportValue 'a-b'", "a-b", "a:b"),
    ]
    .into_iter()
    .enumerate()
    {
        let it = Edited::new(&format!("holes-cfn-{number}"), "t.yaml", &template(resource));
        let ran = it.run(&[(from, to)], &[]);
        assert!(!ran.assert(1).out.contains("the same"), "{resource}: {}", ran.out);
        let same = it.run(&[("'s3:GetObject'", "s3:GetObject")], &[]);
        assert!(same.assert(0).out.contains("grants the same"), "{resource}: {}", same.out);
    }
}
