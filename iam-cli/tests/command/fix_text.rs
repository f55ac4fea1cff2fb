//! `--fix` of policies that stand in strings: each keeps its quotes, its escapes and its indentation.

use crate::program::Folder;
use std::fs;

/// What becomes of a file, and what is said of it.
fn fixed(name: &str, file: &str, text: &str) -> (String, String) {
    let folder = Folder::new(name, &[(file, text)]);
    let said = folder.run(&["validate", "--fix", file]).err;
    (fs::read_to_string(folder.0.join(file)).unwrap(), said)
}

const HEREDOC: &str = r#"variable "stage" {}
resource "aws_iam_policy" "read" {
  # Of the reports.
  policy = <<-EOT

      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Effect": "allow",
            "Action": [
              "s3:GetObject",
              "s3:GetObject",
              "s3:PutObject"
            ],
            "Resource": ["arn:aws:s3:::${var.stage}-reports/$${aws:username}/*", "arn:aws:s3:::é/*"]
          }
        ]
      }
  EOT
}
"#;

#[test]
fn a_heredoc_keeps_its_lines() {
    let (text, said) = fixed("fix-text-heredoc", "main.tf", HEREDOC);
    assert_eq!(said, "note: applied 2 fixes in 1 file\n");
    let wanted = HEREDOC.replacen("              \"s3:GetObject\",\n", "", 1);
    assert_eq!(text, wanted.replace("\"allow\"", "\"Allow\""));
}

#[test]
fn what_is_filled_in_stays() {
    // Twice the same, by what stands for something else.
    let resource = "\"arn:aws:s3:::${var.stage}-reports/$${aws:username}/*\"";
    let twice = HEREDOC
        .replace("\"arn:aws:s3:::é/*\"", resource)
        .replace("\"allow\"", "\"Allow\"")
        .replacen("              \"s3:GetObject\",\n", "", 1);
    let (text, said) = fixed("fix-text-filled", "main.tf", &twice);
    assert_eq!(text, twice);
    assert!(said.contains("1 fix was left: its place in the file says it"), "{said}");
    // JSON only once it is filled in.
    let loops = HEREDOC.replace("\"allow\"", "${jsonencode(\"allow\")}");
    assert_eq!(fixed("fix-text-loops", "main.tf", &loops).0, loops);
}

#[test]
fn a_heredoc_in_a_local_is_mended_there() {
    let text = "locals {\n  read = <<EOF\n{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"allow\", \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::a/*\"}]}\nEOF\n}\nresource \"aws_iam_policy\" \"p\" {\n  policy = local.read\n}\n";
    let (mended, said) = fixed("fix-text-local", "main.tf", text);
    assert_eq!(mended, text.replace("allow", "Allow"), "{said}");
}

const STATEMENT: &str = r#"{"Effect": "allow", "Action": ["s3:GetObject", "s3:GetObject"], "Resource": "arn:aws:s3:::a/*"}"#;
const MENDED: &str =
    r#"{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::a/*"}"#;

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

#[test]
fn strings_of_templates_keep_their_quotes() {
    let policy =
        |statement: &str| format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#);
    let resource = |written: &str| {
        format!(
            "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: {written}\n"
        )
    };
    let json = |written: &str| {
        format!(
            r#"{{"Resources": {{"P": {{"Type": "AWS::IAM::ManagedPolicy", "Properties": {{"PolicyDocument": {written}}}}}}}}}"#
        )
    };
    let block = |statement: &str| {
        format!(
            "|\n        {{\n          \"Version\": \"2012-10-17\",\n          \"Statement\": [\n            {statement}\n          ]\n        }}"
        )
    };
    let escaped = |statement: &str| quoted(&policy(statement)).replace("arn:aws", "\\u0061rn:aws");
    for (name, file, old, new) in [
        (
            "single",
            "t.yaml",
            resource(&format!("'{}'", policy(STATEMENT))),
            resource(&format!("'{}'", policy(MENDED))),
        ),
        (
            "double",
            "t.yaml",
            resource(&quoted(&policy(STATEMENT))),
            resource(&quoted(&policy(MENDED))),
        ),
        ("block", "t.yaml", resource(&block(STATEMENT)), resource(&block(MENDED))),
        (
            "sub",
            "t.yaml",
            resource(&format!("!Sub {}", block(STATEMENT))),
            resource(&format!("!Sub {}", block(MENDED))),
        ),
        ("json", "t.json", json(&escaped(STATEMENT)), json(&escaped(MENDED))),
    ] {
        let (text, said) = fixed(&format!("fix-text-{name}"), file, &old);
        assert_eq!(said, "note: applied 2 fixes in 1 file\n", "{name}: {text}");
        assert_eq!(text, new, "{name}");
    }
}

#[test]
fn a_member_is_put_into_a_string_as_its_line_is() {
    let policy = |version: &str| {
        let text = format!("{{\n  {version}\"Statement\": [{MENDED}]\n}}");
        format!("resource \"aws_iam_policy\" \"p\" {{\n  policy = {}\n}}\n", quoted(&text))
    };
    let (text, said) = fixed("fix-text-insert", "main.tf", &policy(""));
    assert_eq!(text, policy("\"Version\": \"2012-10-17\",\n  "), "{said}");
}

#[test]
fn a_policy_and_one_in_a_string_beside_it_are_both_mended() {
    let text = |statement: &str| {
        let policy = format!(r#"{{"Version": "2012-10-17", "Statement": [{statement}]}}"#);
        format!(r#"{{"one": {policy}, "two": {}}}"#, quoted(&policy))
    };
    let folder = Folder::new("fix-text-both", &[("a.json", &text(STATEMENT))]);
    let said = folder.run(&["validate", "--fix", "a.json"]).err;
    assert_eq!(said, "note: applied 2 fixes in 1 file; another run can apply 2 more\n");
    folder.run(&["validate", "--fix", "a.json"]).assert(0);
    assert_eq!(fs::read_to_string(folder.0.join("a.json")).unwrap(), text(MENDED));
}

#[test]
fn a_plan_and_what_is_encoded_stay() {
    let policy = quoted(&format!(r#"{{"Version": "2012-10-17", "Statement": [{STATEMENT}]}}"#));
    let plan = format!(
        r#"{{"format_version": "1.2", "resource_changes": [{{"address": "aws_iam_policy.p", "type": "aws_iam_policy", "change": {{"actions": ["create"], "after": {{"policy": {policy}}}}}}}]}}"#
    );
    let (text, said) = fixed("fix-text-plan", "plan.json", &plan);
    assert_eq!(text, plan);
    assert!(said.contains("plans are left as they are: mend what they are made of"), "{said}");
    let encoded = format!(r#"{{"Version": "2012-10-17", "Statement": [{STATEMENT}]}}"#);
    let encoded = encoded.replace('{', "%7B").replace('}', "%7D").replace('"', "%22");
    let answer =
        format!(r#"{{"RoleName": "a", "PolicyName": "b", "PolicyDocument": "{encoded}"}}"#);
    let (text, said) = fixed("fix-text-encoded", "a.json", &answer);
    assert_eq!(text, answer);
    assert!(said.contains("2 fixes were left"), "{said}");
}
