//! Policies in strings, heredocs and files.

use super::reading::{Memory, contents, json, policy, statements, with, written};
use crate::found::Syntax;

#[test]
fn what_is_encoded_in_a_heredoc_stands_where_it_is_written() {
    let text = r#"
resource "aws_iam_policy" "p" {
  policy = <<POLICY
{ "Statement": [{ "Resource": "*",
  "Action": ${jsonencode([
    "s3:GetObjct",
  ])} }] }
POLICY
}
"#;
    assert_eq!(written(text, &policy(text), "GetObjct"), [(6, "\"s3:GetObjct\"")]);
}

#[test]
fn what_is_left_of_a_text_stands_where_it_is_written() {
    let text = r#"
resource "aws_iam_policy" "p" {
  policy = trimsuffix(trimspace(<<POLICY

{ "Statement": [{ "Resource": "*",
  "Action": ["s3:GetObjct", "${var.more}"] }] }

POLICY
  ), ",")
}
variable "more" {}
"#;
    let found = policy(text);
    assert_eq!(written(text, &found, "GetObjct"), [(6, "\"s3:GetObjct\"")]);
    assert_eq!(found.holes.len(), 1);
}

#[test]
fn a_heredoc_has_its_places() {
    let text = r#"
resource "aws_s3_bucket_policy" "p" {
  policy = <<-POLICY
    {
      "Statement": [{
        "Action": ["s3:GetObjct", "${local.more}"],
        "Resource": "${aws_s3_bucket.b.arn}/é/*",
        "Condition": {"StringLike": {"aws:userid": "$${aws:userid}"}},
        "Principal": ${jsonencode(var.principal)},
        "Sid": "After"
      }]
    }
    POLICY
}
locals { more = "s3:PutObject" }
"#;
    let found = policy(text);
    assert_eq!(
        json(&found),
        r#"{"Statement":[{"Action":["s3:GetObjct","s3:PutObject"],"Resource":"arn:${AWS::Partition}:s3:::${aws_s3_bucket.b.bucket}/é/*","Condition":{"StringLike":{"aws:userid":"${aws:userid}"}},"Principal":<var.principal>,"Sid":"After"}]}"#
    );
    assert_eq!(written(text, &found, "GetObjct"), [(6, "\"s3:GetObjct\"")]);
    assert_eq!(written(text, &found, "/é/*"), [(7, "\"${aws_s3_bucket.b.arn}/é/*\"")]);
    assert_eq!(written(text, &found, "${aws:userid}"), [(8, "\"$${aws:userid}\"")]);
    assert_eq!(written(text, &found, "After"), [(10, "\"After\"")]);
    let hole = found.holes.iter().find(|it| it.name == "var.principal").expect("a hole");
    let span = hole.span.start as usize..hole.span.end as usize;
    assert_eq!(&text[span], "${jsonencode(var.principal)}");
    assert!(matches!(&found.syntax, Syntax::Text(text) if text.starts_with("{\n  \"Statement\"")));
}

#[test]
fn a_quoted_string_has_its_places() {
    let text = r#"resource "aws_iam_policy" "p" {
  policy = "{\"Statement\":\n[{\"Action\": \"s3:\u0047etObjct\", \"Sid\": \"x\"}]}"
}"#;
    let found = policy(text);
    assert_eq!(written(text, &found, "s3:GetObjct"), [(2, r#"\"s3:\u0047etObjct\""#)]);
    assert_eq!(written(text, &found, "x"), [(2, r#"\"x\""#)]);
}

#[test]
fn mistakes_in_json_are_told_at_their_place() {
    let text = "resource \"aws_iam_policy\" \"p\" {\n  policy = <<EOT\n{\n  \"a\": 1,,\n}\nEOT\n}";
    let found = contents(text);
    let [unchecked] = found.unchecked.as_slice() else { panic!("{found:?}") };
    assert!(unchecked.reason.starts_with("`policy` is no JSON: "), "{unchecked:?}");
    let at = unchecked.span.expect("a place").start as usize;
    assert_eq!(&text[at..=at], ",");
    assert_eq!(unchecked.holder, "aws_iam_policy.p");
}

#[test]
fn files_beside_it_are_read() {
    let files = Memory(vec![
        ("a/p.json", r#"{"Statement": [{"Action": "s3:GetObjct"}]}"#.to_owned()),
        ("a/t.tpl", r#"{"Statement": [{"Resource": "${arn}/*", "Sid": "${x}"}]}"#.to_owned()),
    ]);
    let text = r#"
resource "aws_iam_policy" "p" { policy = file("${path.module}/p.json") }
resource "aws_iam_policy" "q" {
  policy = templatefile("t.tpl", { arn = aws_s3_bucket.b.arn, x = "y" })
}
resource "aws_iam_policy" "r" { policy = file("../../etc/passwd") }
resource "aws_iam_policy" "s" { policy = file("/etc/passwd") }
"#;
    let found = with("a/main.tf", text, &files);
    let [p, q] = found.policies.as_slice() else { panic!("{found:#?}") };
    assert_eq!(statements(p), r#"[{"Action":"s3:GetObjct"}]"#);
    assert_eq!(written(text, p, "GetObjct"), [(2, "file(\"${path.module}/p.json\")")]);
    assert_eq!(p.syntax, Syntax::Built);
    assert_eq!(
        statements(q),
        r#"[{"Resource":"arn:${AWS::Partition}:s3:::${aws_s3_bucket.b.bucket}/*","Sid":"y"}]"#
    );
    assert_eq!(found.unchecked.len(), 2);
    for unchecked in &found.unchecked {
        let wanted = "it is outside of the folder that was given";
        assert!(unchecked.reason.ends_with(wanted), "{unchecked:?}");
    }
}

#[test]
fn templates_trim_white_space() {
    let text = "resource \"aws_iam_policy\" \"p\" {\n  policy = \"{\\\"Statement\\\": [ ${~ \"\\\"x\\\"\" ~} ]}\"\n}";
    assert_eq!(statements(&policy(text)), r#"["x"]"#);
}

#[test]
fn each_file_of_a_set_is_read() {
    let text = "resource \"aws_iam_policy\" \"p\" {\n  for_each = fileset(path.module, \"pol/*.json\")\n  policy   = file(\"${path.module}/${each.value}\")\n}\n";
    let statement = |action: &str| format!("{{\"Statement\":[{{\"Action\":\"{action}\"}}]}}");
    let files = Memory(vec![
        ("m/pol/b.json", statement("b")),
        ("m/pol/a.json", statement("a")),
        ("m/pol/c.txt", statement("c")),
    ]);
    let found = with("m/main.tf", text, &files);
    let read: Vec<_> = found.policies.iter().map(|it| (it.holder.as_str(), json(it))).collect();
    let wanted = [
        ("aws_iam_policy.p[\"pol/a.json\"]", statement("a")),
        ("aws_iam_policy.p[\"pol/b.json\"]", statement("b")),
    ];
    assert_eq!(read, wanted);
    assert!(found.unchecked.is_empty(), "{found:#?}");
    // What may be in other folders is not known.
    let found = with("m/main.tf", &text.replace("pol/*", "**/*"), &files);
    assert!(found.policies.is_empty() && found.unchecked.len() == 1, "{found:#?}");
}

#[test]
fn a_policy_of_which_nothing_is_known_is_told() {
    for policy in
        ["jsonencode({ Statement = var.v })", "<<-E\n{\"Statement\": ${jsonencode(var.v)}}\nE\n"]
    {
        let found = contents(&format!(
            "variable \"v\" {{}}\nresource \"aws_iam_policy\" \"p\" {{\n  policy = {policy}\n}}\n"
        ));
        let [unchecked] = found.unchecked.as_slice() else { panic!("{found:#?}") };
        assert_eq!(unchecked.reason, "`policy` is not known without the value of the variable `v`");
        assert!(found.policies.is_empty());
    }
}
