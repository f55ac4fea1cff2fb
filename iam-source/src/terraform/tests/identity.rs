//! Holes have the same name where they stand for the same, and only there.

use super::reading::{Memory, json, policy, with};
use crate::found::Found;
use std::collections::HashSet;

const BESIDE: &str = r#"
variable "a" {}
variable "v" { default = "one" }
locals {
  s = "s3:GetObject"
  l = ["x"]
  m = { a = 1, b = 2 }
}
resource "aws_s3_bucket" "b" { count = var.a }
resource "aws_s3_bucket" "my-bucket" {}
module "m" {
  source = "./m"
  name   = "m"
}
module "n" {
  source = "./m"
  name   = "n"
}
data "aws_ssm_parameter" "p" { name = "p" }
"#;

const MODULE: &str = r#"
variable "name" {}
resource "aws_s3_bucket" "b" {}
output "arn" { value = aws_s3_bucket.b.arn }
output "other" { value = sha1(var.name) }
"#;

fn found(resources: &str, beside: &str) -> Found<'static> {
    let text = format!(
        "{beside}\nresource \"aws_iam_policy\" \"p\" {{ policy = jsonencode({{ Statement = [{{ Resource = {resources} }}] }}) }}"
    );
    let files = Memory(vec![("m/main.tf", MODULE.to_owned()), ("a.yml", "1".to_owned())]);
    let contents = with("main.tf", &text, &files);
    let found = contents.policies.iter().find(|it| it.holder == "aws_iam_policy.p");
    found.unwrap_or_else(|| panic!("{resources}: {contents:#?}")).clone()
}

fn read(resources: &str, beside: &str) -> String {
    json(&found(resources, beside))
}

#[test]
fn what_is_not_the_same_is_not_called_the_same() {
    let mut seen = HashSet::new();
    for written in [
        "module.m.arn",
        "module.n.arn",
        "module.m[\"a\"].arn",
        "module.m[\"b\"].arn",
        "module.m.other",
        "module.n.other",
        "aws_s3_bucket.b[0].arn",
        "aws_s3_bucket.b[1].arn",
        "aws_s3_bucket.b[*].arn",
        "element(aws_s3_bucket.b[*].arn, 0)",
        "aws_s3_bucket.b[\"x-y\"].arn",
        "aws_s3_bucket.b[\"x.y\"].arn",
        "aws_s3_bucket.b[var.a].arn",
        "aws_s3_bucket.my-bucket.arn",
        "aws_s3_bucket.b[0].foo",
        "aws_s3_bucket.b[0].other",
        "var.a",
        "var.a[*].arn",
        "var.a[*].name",
        "[for x in var.a : x.arn if x.private]",
        "[for x in var.a : x.arn if x.public]",
        "[for k, x in var.a : k]",
        "[for k, x in var.a : x.key]",
        "var.a[\"core-vpc-test\"]",
        "var.a[\"core-vpc-production\"]",
        "var.a[\"core.vpc.test\"]",
        "substr(var.a, 0, 1)",
        "substr(var.a, 0, -1)",
        "sha1(local.s)",
        "sha1(var.a)",
        "sha1(\"$${var.a}\")",
        "var.a + 1",
        "var.a - 1",
        "var.a * 1",
        "-var.a",
        "coalesce(var.a, \"x\")",
        "coalesce(var.a, \"y\")",
        "try(aws_s3_bucket.b[0].arn, \"*\")",
        "try(aws_s3_bucket.b[0].arn, \"x\")",
        "replace(var.a, \"-\", \"\")",
        "replace(\"x-${var.a}\", \"-\", \"\")",
        "\"x${var.a}\"",
        "join(\",\", var.a)",
        "join(\";\", var.a)",
        "join(\",\", concat(var.a, []))",
        "join(\";\", concat(var.a, []))",
        "file(\"none\")",
        "file(\"no\")",
        "data.aws_ssm_parameter.p.value",
        "local.m[\"no\"]",
        "local.l[\"no\"]",
    ] {
        assert!(seen.insert(read(written, BESIDE)), "{written}: {}", read(written, BESIDE));
    }
}

#[test]
fn what_it_is_made_of_counts() {
    for (written, from, to) in [
        ("sha1(local.s)", "s3:GetObject", "s3:*"),
        ("sha1(join(\"\", local.l))", "[\"x\"]", "[\"y\"]"),
        ("sha1(var.v)", "\"one\"", "\"two\""),
        ("sha1(jsonencode(local.m))", "b = 2", "b = 3"),
        ("[for x in local.l : sha1(x)]", "[\"x\"]", "[\"y\"]"),
        ("module.m.other", "name   = \"m\"", "name   = \"o\""),
        ("data.aws_ssm_parameter.p.value", "name = \"p\"", "name = \"q\""),
        ("coalesce(var.a, local.s)", "s3:GetObject", "s3:*"),
        ("try(aws_s3_bucket.b[0].arn, local.s)", "s3:GetObject", "s3:*"),
    ] {
        assert!(BESIDE.contains(from), "{from}");
        let before = read(written, BESIDE);
        assert_ne!(before, read(written, &BESIDE.replace(from, to)), "{written}: {before}");
        // What has nothing to do with it does not.
        let beside = BESIDE.replace("resource \"aws_s3_bucket\" \"my-bucket\" {}", "");
        assert_eq!(before, read(written, &beside));
    }
}

#[test]
fn what_is_the_same_is_called_the_same() {
    for (one, other) in [
        ("sha1( local.s )", "sha1(local.s)"),
        ("var.a[\"x\"]", "var.a.x"),
        ("var.a[0]", "var.a.0"),
        ("aws_s3_bucket.b.*.arn", "aws_s3_bucket.b[*].arn"),
        ("aws_s3_bucket.b.*.arn[0]", "aws_s3_bucket.b[0].arn"),
        ("[for x in var.a : x.arn]", "var.a[*].arn"),
        ("try(aws_s3_bucket.b[0].arn, \"\")", "aws_s3_bucket.b[0].arn"),
    ] {
        assert_eq!(
            read(one, BESIDE).replace(['[', ']'], ""),
            read(other, BESIDE).replace(['[', ']'], "")
        );
    }
}

#[test]
fn names_that_say_all_are_as_they_are_written() {
    for (written, name) in [
        ("var.a", "var.a"),
        ("aws_s3_bucket.b[0].arn", "aws_s3_bucket.b.0.bucket"),
        ("aws_s3_bucket.b[\"x\"].arn", "aws_s3_bucket.b.x.bucket"),
        ("module.m.arn", "module.m.aws_s3_bucket.b.bucket"),
        ("module.m[\"x\"].arn", "module.m.x.aws_s3_bucket.b.bucket"),
    ] {
        let found = found(written, BESIDE);
        assert!(found.holes.iter().any(|it| it.name == name), "{written}: {:#?}", found.holes);
    }
}

#[test]
fn what_is_there_if_nobody_knows_is_told() {
    let kept_if =
        |condition: &str| found(&format!("[for x in [\"a\", \"b\"] : x if {condition}]"), BESIDE);
    let (one, other) = (kept_if("var.a == x"), kept_if("var.a != x"));
    assert_eq!(json(&one), json(&other));
    assert!(!one.decided.is_empty() && one.decided != other.decided, "{one:#?}");
    assert_eq!(one.decided, kept_if("var.a==x").decided);
}

#[test]
fn each_of_what_is_not_known_is_of_that() {
    let of = |for_each: &str| {
        json(&policy(&format!(
            "variable \"a\" {{}}\nvariable \"b\" {{}}\nresource \"aws_iam_policy\" \"p\" {{\n for_each = {for_each}\n policy = jsonencode({{ Statement = [{{ Resource = [each.key, each.value] }}] }})\n}}"
        )))
    };
    assert_ne!(of("var.a"), of("var.b"));
    assert_eq!(of("var.a"), of(" var.a "));
}
