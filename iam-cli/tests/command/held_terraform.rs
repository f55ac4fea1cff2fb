//! Configurations of Terraform: what nobody knows before a plan, and files that cannot be read.

use crate::program::Folder;

/// A role's policy with these statements.
fn policy(statements: &str) -> String {
    format!(
        "resource \"aws_iam_role_policy\" \"p\" {{\n  role   = \"r\"\n  policy = jsonencode({{\n    Version   = \"2012-10-17\"\n    Statement = {statements}\n  }})\n}}\n"
    )
}

fn statement(effect: &str, action: &str) -> String {
    format!("{{ Effect = \"{effect}\", Action = \"{action}\", Resource = \"*\" }}")
}

#[test]
fn access_that_one_way_alone_gives_is_compared() {
    let text = |narrow: &str| {
        policy(&format!(
            "concat(var.a ? [{}] : [{}], var.b ? [{}] : [])",
            statement("Allow", "s3:*"),
            statement("Allow", narrow),
            statement("Deny", "s3:*"),
        ))
    };
    let folder = Folder::new("terraform-ways", &[]);
    folder.write("old/main.tf", &text("s3:ListAllMyBuckets"));
    folder.write("new/main.tf", &text("s3:*"));
    folder.run(&["diff", "old", "old"]).assert(0);
    folder.run(&["diff", "old", "new"]).assert(1);
}

#[test]
fn each_row_of_a_map_is_checked_and_compared() {
    let text = |lookup: &str, variable: &str, action: &str| {
        let rows = format!(
            "locals {{\n  m = {{\n    dev  = \"s3:GetObject\"\n    prod = \"{action}\"\n  }}\n}}\n"
        );
        format!("{}{rows}{variable}", policy(&format!("[{}]", statement("Allow", "X"))))
            .replace("\"X\"", lookup)
    };
    let default = "variable \"env\" {\n  default = \"dev\"\n}\n";
    for (lookup, variable) in [
        ("local.m[var.env]", default),
        ("local.m[var.env]", "variable \"env\" {}\n"),
        ("lookup(local.m, var.env, \"s3:ListBucket\")", default),
        ("local.m[terraform.workspace]", ""),
    ] {
        let folder = Folder::new("terraform-rows", &[]);
        folder.write("old/main.tf", &text(lookup, variable, "s3:PutObject"));
        folder.write("new/main.tf", &text(lookup, variable, "s3:*"));
        folder.write("wrong/main.tf", &text(lookup, variable, "s3:PutObjct"));
        folder.run(&["diff", "old", "old"]).assert(0);
        let ran = folder.run(&["diff", "old", "new"]);
        assert!(ran.assert(1).out.contains("aws_iam_role_policy.p"), "{lookup}: {}", ran.out);
        let ran = folder.run(&["validate", "wrong"]);
        assert!(ran.assert(1).out.contains("s3:PutObjct"), "{lookup}: {}", ran.out);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_an_error() {
    let broken = "resource \"aws_iam_policy\" \"p\" {\n";
    let deep = format!("x = {}{}\n", "[".repeat(100), "]".repeat(100));
    let long = format!("{}#{}\n", policy("[]"), "x".repeat(8 << 20));
    for (name, text) in
        [("broken.tf", broken), ("broken.tf.json", "{"), ("deep.tf", &deep), ("long.tf", &long)]
    {
        let folder = Folder::new("terraform-broken", &[]);
        folder.write(&format!("m/{name}"), text);
        folder.write("m/sound.tf", &policy(&format!("[{}]", statement("Allow", "s3:ListBucket"))));
        for path in ["m".to_owned(), format!("m/{name}")] {
            let ran = folder.run(&["validate", &path]);
            let place = format!("error: m/{name}:");
            assert!(ran.assert(2).err.starts_with(&place), "{}", ran.err);
            assert!(ran.err.contains("not a Terraform configuration that can be read: "));
            let ran = folder.run(&["list-policies", "--format", "json", &path]);
            assert!(ran.assert(2).err.starts_with(&place), "{}", ran.err);
            let listed = ran.json();
            let unchecked = &listed["unchecked"];
            assert_eq!(unchecked.as_array().map(Vec::len), Some(1), "{listed:#}");
            assert_eq!(unchecked[0]["file"], format!("m/{name}"));
            assert!(unchecked[0]["line"].is_number(), "{listed:#}");
            let reason = unchecked[0]["reason"].as_str().unwrap();
            assert!(reason.starts_with("not a Terraform configuration"), "{reason}");
        }
        let listed = folder.run(&["list-policies", "m"]);
        assert!(listed.assert(2).out.contains("m/sound.tf:3: identity"), "{}", listed.out);
    }
}

#[test]
fn a_broken_template_is_listed_as_not_checked() {
    let text = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  A: [\n";
    let folder = Folder::new("template-broken", &[("t.yaml", text)]);
    let lines = folder.run(&["list-policies", "--format", "jsonl", "."]).assert(2).lines();
    assert_eq!((lines.len(), &lines[0]["file"]), (1, &"./t.yaml".into()), "{lines:#?}");
}

#[test]
fn the_policy_of_a_bucket_of_one_zone_may_create_sessions() {
    let text = |bucket: &str| {
        format!(
            r#"resource "aws_s3_directory_bucket" "d" {{
  bucket = "b--use1-az4--x-s3"
}}
resource "aws_s3_bucket" "b" {{
  bucket = "b"
}}
data "aws_iam_policy_document" "d" {{
  statement {{
    actions   = ["s3express:CreateSession"]
    resources = [aws_s3_directory_bucket.d.arn]
    principals {{
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:role/reader"]
    }}
  }}
}}
resource "aws_s3_bucket_policy" "p" {{
  bucket = {bucket}
  policy = data.aws_iam_policy_document.d.json
}}
"#
        )
    };
    let folder = Folder::new("terraform-directory-bucket", &[]);
    folder.write("m/main.tf", &text("aws_s3_directory_bucket.d.bucket"));
    folder.run(&["validate", "m"]).assert(0);
    folder.write("m/main.tf", &text("aws_s3_bucket.b.bucket"));
    let ran = folder.run(&["validate", "m"]);
    assert!(ran.assert(1).out.contains("unsupported-action-in-policy"), "{}", ran.out);
}

#[test]
fn what_a_condition_cannot_be_is_not_reported() {
    let text = r#"
locals {
  empty = []
}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["*"]
    dynamic "condition" {
      for_each = length(var.x) > 0 && length(local.empty) > 0 ? [1] : []
      content {
        test     = "StringEquals"
        variable = "aws:PrincipalAccount"
        values   = local.empty
      }
    }
  }
}
resource "aws_iam_policy" "p" {
  policy = data.aws_iam_policy_document.d.json
}
"#;
    let folder = Folder::new("terraform-never", &[]);
    folder.write("m/main.tf", text);
    let ran = folder.run(&["validate", "m"]);
    assert!(ran.assert(0).out.contains("1 policy checked"), "{}", ran.out);
}

#[test]
fn an_object_may_have_a_key_twice() {
    let folder = Folder::new("held-twice", &[]);
    let text = "locals {\n  names = {\n    a = \"one\"\n    a = \"two\"\n  }\n}\nresource \"aws_iam_policy\" \"p\" {\n  tags = {\n    Service = \"é\"\n    Service = \"é\"\n  }\n  policy = jsonencode({ Version = \"2012-10-17\", Statement = [{ Effect = \"Allow\", Action = \"s3:GetObjct\", Resource = \"arn:aws:s3:::${local.names.a}/*\" }] })\n}\n";
    folder.write("main.tf", text);
    let out = folder.run(&["validate", "."]).assert(1).out.clone();
    assert!(out.contains("--> ./main.tf:12:"), "{out}");
    assert!(out.ends_with("1 error in 1 file: 1 policy checked\n"), "{out}");
    let ran = folder.run(&["minimize", "main.tf"]);
    assert!(ran.out.contains("arn:aws:s3:::two/*"), "{}{}", ran.out, ran.err);
    // In a policy, the first is lost.
    folder.write(
        "main.tf",
        &text.replace(
            "Version = \"2012-10-17\"",
            "Version = \"2012-10-17\", Version = \"2012-10-17\"",
        ),
    );
    let out = folder.run(&["validate", "."]).assert(1).out.clone();
    assert!(out.contains("error[x-duplicate-key]: `Version` is written twice"), "{out}");
}
