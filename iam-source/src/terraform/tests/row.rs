//! Each row of the table, with a mistake that is found at its line.

use super::reading::{contents, line, policy, written};
use crate::found::Found;
use crate::table::{Kind, Row};
use crate::terraform::rows;
use iam_core::policy::PolicyType;

fn wanted(kind: Kind) -> PolicyType {
    match kind {
        Kind::Identity => PolicyType::Identity,
        Kind::Trust => PolicyType::Trust,
        Kind::Session => PolicyType::Session,
        Kind::VpcEndpoint => PolicyType::VpcEndpoint,
        Kind::ByType => PolicyType::ServiceControl,
        _ => PolicyType::Resource,
    }
}

/// A resource of the row with this value of its attribute, which begins at line 2 or, nested, at line 3.
fn resource(row: &Row, value: &str) -> String {
    let name = row.holder_type;
    match row.path.split_once('.') {
        None => format!("resource \"{name}\" \"x\" {{\n  {} = {value}\n}}\n", row.path),
        Some((block, attribute)) => format!(
            "resource \"{name}\" \"x\" {{\n  {block} {{\n  {attribute} = {value}\n  }}\n}}\n"
        ),
    }
}

fn each_row() -> impl Iterator<Item = Row> {
    rows::all().into_iter().filter(|row| !matches!(row.kind, Kind::Built | Kind::ByUse))
}

fn check(row: &Row, text: &str, found: &Found<'_>, at: usize) {
    assert_eq!(found.policy_type, Some(wanted(row.kind)), "{row:?}");
    assert_eq!(found.resource_type, row.resource_type);
    assert_eq!(found.holder, format!("{}.x", row.holder_type));
    assert_eq!(found.path.replace(".0.", "."), row.path);
    let [(found_at, written)] = written(text, found, "s3:GetObjct")[..] else { panic!("{row:?}") };
    assert_eq!(found_at, at, "{row:?}");
    assert!(written.contains("s3:GetObjct"), "{written}");
}

#[test]
fn each_row_with_jsonencode() {
    let value = "jsonencode({\n    Version = \"2012-10-17\"\n    Statement = [{ Effect = \"Allow\", Action = \"s3:GetObjct\", Resource = \"*\" }]\n  })";
    for row in each_row() {
        let text = resource(&row, value);
        if row.kind == Kind::NotIam {
            let found = contents(&text);
            assert!(found.policies.is_empty() && found.unchecked.is_empty(), "{row:?}");
            continue;
        }
        let found = policy(&text);
        let start = if row.path.contains('.') { 3 } else { 2 };
        assert_eq!(line(&text, found.span.start), start);
        check(&row, &text, &found, start + 2);
    }
}

#[test]
fn each_row_with_a_data_source() {
    for row in each_row().filter(|row| !matches!(row.kind, Kind::NotIam | Kind::Permission)) {
        let data = "\ndata \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions = [\"s3:GetObjct\"]\n    resources = [\"*\"]\n  }\n}\n";
        let text = resource(&row, "data.aws_iam_policy_document.d.json") + data;
        let found = policy(&text);
        let start = text.find("data \"").expect("a data source");
        assert_eq!(found.span.start as usize, start, "{row:?}");
        check(&row, &text, &found, line(&text, found.span.start) + 2);
    }
}

#[test]
fn each_row_with_a_heredoc() {
    for row in each_row().filter(|row| row.kind != Kind::NotIam) {
        let value = "<<-EOT\n  {\n    \"Version\": \"2012-10-17\",\n    \"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:GetObjct\", \"Resource\": \"*\"}\n  }\n  EOT";
        let value = match row.kind {
            Kind::Permission => {
                "<<-EOT\n\n\n  {\"Effect\": \"Allow\", \"Action\": \"s3:GetObjct\"}\n  EOT"
            }
            _ => value,
        };
        let text = resource(&row, value);
        let start = if row.path.contains('.') { 3 } else { 2 };
        check(&row, &text, &policy(&text), start + 3);
    }
}

#[test]
fn each_row_in_json() {
    for row in each_row().filter(|row| row.kind != Kind::NotIam) {
        let value = match row.kind {
            Kind::Permission => r#""{\"Effect\": \"Allow\", \"Action\": \"s3:GetObjct\"}""#,
            _ => {
                r#""{\"Version\": \"2012-10-17\", \"Statement\": [{\"Action\": \"s3:GetObjct\"}]}""#
            }
        };
        let attribute = row.path.rsplit('.').next().expect("a name");
        let mut body = format!("{{\n\"{attribute}\":\n{value}}}");
        if let Some((block, _)) = row.path.split_once('.') {
            body = format!("{{\"{block}\": {body}}}");
        }
        let text = format!(r#"{{"resource": {{"{}": {{"x": {body}}}}}}}"#, row.holder_type);
        let found = super::reading::with("main.tf.json", &text, &crate::terraform::NoFiles);
        let [found] = found.policies.as_slice() else { panic!("{row:?} {found:?}") };
        check(&row, &text, found, 3);
    }
}

#[test]
fn what_is_made_of_arguments() {
    let text = r#"
resource "aws_lambda_permission" "p" {
  action        = "lambda:InvokeFunctin"
  function_name = aws_lambda_function.f.function_name
  principal     = "s3.amazonaws.com"
  source_arn    = aws_s3_bucket.b.arn
}
resource "aws_lambda_function" "f" {
  function_name = "worker"
}
"#;
    let found = policy(text);
    assert_eq!(
        (found.holder.as_str(), line(text, found.span.start)),
        ("aws_lambda_permission.p", 2)
    );
    assert_eq!(found.resource_type, Some("AWS::Lambda::Function"));
    assert_eq!(written(text, &found, "Functin"), [(3, "\"lambda:InvokeFunctin\"")]);
    assert_eq!(
        super::reading::statements(&found),
        r#"[{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunctin","Resource":"arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:worker","Condition":{"ArnLike":{"AWS:SourceArn":"arn:${AWS::Partition}:s3:::${aws_s3_bucket.b.bucket}"}}}]"#
    );
}

#[test]
fn the_type_of_an_organizations_policy_is_read() {
    let text = |type_name: &str| {
        format!(
            "variable \"t\" {{}}\nresource \"aws_organizations_policy\" \"x\" {{\n  type = {type_name}\n  content = jsonencode({{ Statement = [] }})\n}}"
        )
    };
    let of = |type_name| contents(&text(type_name)).policies.first().map(|it| it.policy_type);
    assert_eq!(of("\"RESOURCE_CONTROL_POLICY\""), Some(Some(PolicyType::ResourceControl)));
    assert_eq!(of("\"TAG_POLICY\""), None);
    assert_eq!(of("var.t"), Some(None));
}
