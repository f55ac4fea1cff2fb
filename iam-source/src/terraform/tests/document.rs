//! Data sources `aws_iam_policy_document`.

use super::reading::{contents, json, policy, statements, written};
use iam_core::policy::PolicyType;

#[test]
fn all_arguments_are_read() {
    let text = r#"
data "aws_iam_policy_document" "d" {
  policy_id = "P"
  statement {
    sid         = "A"
    effect      = "Deny"
    not_actions = ["s3:Get*"]
    resources   = ["arn:aws:s3:::b/&{aws:username}/*", "$${aws:userid}"]
    principals {
      type        = "AWS"
      identifiers = ["a"]
    }
    principals {
      type        = "AWS"
      identifiers = ["b"]
    }
    condition {
      test     = "StringLike"
      variable = "aws:PrincipalArn"
      values   = ["c"]
    }
    condition {
      test     = "StringLike"
      variable = "aws:PrincipalArn"
      values   = ["d"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
  statement {
    actions       = ["a:B"]
    not_resources = ["*"]
    not_principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
"#;
    let found = policy(text);
    assert_eq!(found.holder, "data.aws_iam_policy_document.d");
    assert_eq!(found.policy_type, None);
    assert_eq!(
        json(&found),
        r#"{"Version":"2012-10-17","Id":"P","Statement":[{"Sid":"A","Effect":"Deny","Principal":{"AWS":["a","b"]},"NotAction":["s3:Get*"],"Resource":["arn:aws:s3:::b/${aws:username}/*","${aws:userid}"],"Condition":{"StringLike":{"aws:PrincipalArn":["c","d"]},"Bool":{"aws:SecureTransport":["true"]}}},{"Effect":"Allow","NotPrincipal":"*","Action":["a:B"],"NotResource":["*"]}]}"#
    );
    assert_eq!(written(text, &found, "s3:Get"), [(7, "\"s3:Get*\"")]);
    assert!(found.holes.is_empty());
}

#[test]
fn documents_are_merged_by_sid() {
    let text = r#"
data "aws_iam_policy_document" "source" {
  statement {
    sid     = "A"
    actions = ["a:A"]
  }
  statement {
    sid     = "B"
    actions = ["b:B"]
  }
}
data "aws_iam_policy_document" "all" {
  source_policy_documents = [data.aws_iam_policy_document.source.json]
  override_policy_documents = [
    jsonencode({ Statement = { Sid = "C", Action = "over:C" } }),
    var.more,
  ]
  statement {
    sid     = "B"
    actions = ["own:B"]
  }
  statement {
    sid     = "C"
    actions = ["own:C"]
  }
  statement {
    actions = ["own:D"]
  }
}
resource "aws_iam_role" "r" {
  assume_role_policy = data.aws_iam_policy_document.all.json
}
"#;
    let found = contents(text);
    let [source, all] = found.policies.as_slice() else { panic!("{found:#?}") };
    assert_eq!(
        statements(all),
        r#"[{"Sid":"A","Effect":"Allow","Action":["a:A"]},{"Sid":"B","Effect":"Allow","Action":["own:B"]},{"Sid":"C","Action":"over:C"},{"Effect":"Allow","Action":["own:D"]},<var.more>]"#
    );
    assert_eq!(all.holder, "aws_iam_role.r");
    // A part of a trust policy is one.
    assert_eq!(source.holder, "data.aws_iam_policy_document.source");
    assert_eq!(source.policy_type, Some(PolicyType::Trust));
}

#[test]
fn a_document_is_found_once_for_each_that_holds_it() {
    let text = r#"
data "aws_iam_policy_document" "d" {
  statement {
    actions = ["a:A"]
  }
}
resource "aws_iam_policy" "one" {
  policy = data.aws_iam_policy_document.d.json
}
resource "aws_iam_policy" "two" {
  policy = data.aws_iam_policy_document.d.minified_json
}
resource "aws_s3_bucket_policy" "three" {
  policy = data.aws_iam_policy_document.d.json
}
"#;
    let found = contents(text);
    let holders: Vec<_> = found.policies.iter().map(|it| it.holder.as_str()).collect();
    assert_eq!(holders, ["aws_iam_policy.one", "aws_iam_policy.two", "aws_s3_bucket_policy.three"]);
    assert!(found.policies.iter().all(|it| it.span.start == 1));
}

#[test]
fn dynamic_blocks_are_expanded_or_have_a_hole() {
    let text = r#"
variable "statements" {
  default = {}
}
locals {
  buckets = { a = ["x"], b = ["y", "z"] }
}
data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = local.buckets
    content {
      sid       = statement.key
      actions   = ["s3:GetObject"]
      resources = [for it in statement.value : "arn:aws:s3:::${it}/*"]
    }
  }
  dynamic "statement" {
    for_each = var.statements
    iterator = it
    content {
      actions   = it.value.actions
      resources = ["${it.value.arn}/*"]
      dynamic "principals" {
        for_each = try(it.value.principals, [])
        content {
          type        = principals.value.type
          identifiers = principals.value.ids
        }
      }
    }
  }
}
"#;
    let found = policy(text);
    assert_eq!(
        statements(&found),
        r#"[{"Sid":"a","Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::x/*"]},{"Sid":"b","Effect":"Allow","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::y/*","arn:aws:s3:::z/*"]},{"Effect":"Allow","Principal":<var.statements.principals.type>,"Action":<var.statements.actions>,"Resource":["${var.statements.arn}/*"]}]"#
    );
    assert!(found.holes.iter().all(|it| it.what.contains("`statements`")), "{:#?}", found.holes);
}

#[test]
fn what_is_there_several_times_is_found_as_such() {
    let text = r#"
locals {
  all = { a = "s3:GetA", b = "s3:GetB" }
}
data "aws_iam_policy_document" "d" {
  for_each = local.all
  statement {
    actions = [each.value]
  }
}
resource "aws_iam_policy" "p" {
  for_each = local.all
  policy   = data.aws_iam_policy_document.d[each.key].json
}
data "aws_iam_policy_document" "counted" {
  count = var.create ? 1 : 0
  statement {
    actions = ["s3:GetC"]
  }
}
resource "aws_iam_policy" "q" {
  policy = one(data.aws_iam_policy_document.counted[*].json)
}
resource "aws_s3_bucket_policy" "r" {
  policy = join("", data.aws_iam_policy_document.counted.*["json"])
}
"#;
    let found = contents(text);
    let found: Vec<_> =
        found.policies.iter().map(|it| (it.holder.as_str(), statements(it))).collect();
    let statement = |action| format!(r#"[{{"Effect":"Allow","Action":["s3:Get{action}"]}}]"#);
    let wanted = [
        ("aws_iam_policy.p[\"a\"]", statement("A")),
        ("aws_iam_policy.p[\"b\"]", statement("B")),
        ("aws_iam_policy.q", statement("C")),
        ("aws_s3_bucket_policy.r", statement("C")),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn what_is_known_not_to_be_there_is_left_out() {
    let text = r#"
variable "create" { default = false }
variable "each" { default = {} }
resource "aws_iam_policy" "none" {
  count  = 0
  policy = jsonencode({ Statement = [] })
}
resource "aws_iam_policy" "nothing" {
  for_each = {}
  policy   = jsonencode({ Statement = [] })
}
resource "aws_iam_policy" "if_asked" {
  count  = var.create ? 1 : 0
  policy = jsonencode({ Statement = [] })
}
resource "aws_iam_policy" "if_asked_again" {
  count  = var.create ? 1 : 0
  policy = jsonencode({ Statement = [] })
}
resource "aws_iam_policy" "each" {
  for_each = var.each
  policy   = jsonencode({ Statement = [] })
}
"#;
    let found = contents(text);
    let holders: Vec<_> = found.policies.iter().map(|it| it.holder.as_str()).collect();
    let wanted =
        ["aws_iam_policy.if_asked", "aws_iam_policy.if_asked_again", "aws_iam_policy.each"];
    assert_eq!(holders, wanted);
}

#[test]
fn what_is_not_there_is_put_into_nothing() {
    let text = r#"
variable "more" { default = false }
data "aws_iam_policy_document" "none" {
  count = length([]) > 0 ? 1 : 0
  statement { actions = ["s3:GetA"] }
}
data "aws_iam_policy_document" "maybe" {
  count = var.more ? 1 : 0
  statement { actions = ["s3:GetB"] }
}
data "aws_iam_policy_document" "round" {
  count = length(data.aws_iam_policy_document.round[*].json)
}
data "aws_iam_policy_document" "all" {
  source_policy_documents = concat(
    data.aws_iam_policy_document.none[*].json,
    data.aws_iam_policy_document.maybe[*].json,
  )
}
resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.all.json }
"#;
    let found = contents(text);
    let found: Vec<_> =
        found.policies.iter().map(|it| (it.holder.as_str(), statements(it))).collect();
    let get_b = || r#"[{"Effect":"Allow","Action":["s3:GetB"]}]"#.to_owned();
    let wanted = [
        ("data.aws_iam_policy_document.maybe", get_b()),
        ("data.aws_iam_policy_document.round", "[]".to_owned()),
        ("aws_iam_policy.p", get_b()),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn what_may_be_empty_is_missing_in_nothing() {
    let text = r#"
variable "on" { default = false }
locals { count = var.on && module.this.enabled ? 1 : 0 }
data "aws_iam_policy_document" "d" {
  count = local.count
  statement {
    actions   = ["s3:GetObject"]
    resources = module.this.enabled ? ["arn:aws:s3:::b/*"] : []
  }
  statement {
    actions       = ["s3:PutObject"]
    resources     = var.on ? ["arn:aws:s3:::b/*"] : []
    not_resources = var.on ? [] : ["arn:aws:s3:::c/*"]
  }
  statement {
    actions   = ["s3:GetBucketAcl"]
    resources = []
  }
}
"#;
    let found: Vec<_> = contents(text).policies.iter().map(statements).collect();
    for found in &found {
        let (first, second) = found.split_once("},{").expect("two statements");
        assert!(first.contains("Resource"), "{found}");
        assert!(second.contains("Resource"), "{found}");
        assert!(found.ends_with(r#"{"Effect":"Allow","Action":["s3:GetBucketAcl"]}]"#), "{found}");
    }
    for wanted in [
        r#"{"Effect":"Allow","Action":["s3:PutObject"],"Resource":["arn:aws:s3:::b/*"]}"#,
        r#"{"Effect":"Allow","Action":["s3:PutObject"],"NotResource":["arn:aws:s3:::c/*"]}"#,
    ] {
        assert!(found.iter().any(|it| it.contains(wanted)), "{found:#?}");
    }
}

#[test]
fn what_counts_a_block_is_chosen_again_within_it() {
    let text = r#"
variable "wide" { default = false }
locals { actions = var.wide ? ["s3:GetA", "s3:GetB"] : ["s3:GetA"] }
resource "aws_iam_policy" "p" {
  for_each = toset(local.actions)
  policy   = jsonencode({ Statement = [{ Action = local.actions }] })
}
"#;
    let found: Vec<_> = contents(text).policies.iter().map(statements).collect();
    for wanted in [r#"[{"Action":["s3:GetA"]}]"#, r#"[{"Action":["s3:GetA","s3:GetB"]}]"#] {
        assert!(found.iter().any(|it| it == wanted), "{found:?}");
    }
}

#[test]
fn what_may_not_be_there_contradicts_nothing() {
    let text = r#"
variable "more" { default = {} }
variable "deny" { default = false }
data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = var.more
    content {
      sid           = statement.key
      effect        = try(statement.value.effect, "Allow")
      actions       = try(statement.value.actions, [])
      not_actions   = try(statement.value.not_actions, [])
      resources     = ["arn:aws:s3:::b"]
      not_resources = try(statement.value.not_resources, null)
      dynamic "principals" {
        for_each = try(statement.value.principals, [])
        content {
          type        = principals.value.type
          identifiers = principals.value.identifiers
        }
      }
      dynamic "condition" {
        for_each = statement.value.conditions
        content {
          test     = condition.value.test
          variable = condition.value.variable
          values   = condition.value.values
        }
      }
      condition {
        test     = "Bool"
        variable = "aws:SecureTransport"
        values   = ["true"]
      }
    }
  }
  dynamic "statement" {
    for_each = var.more
    content {
      actions   = statement.value.actions
      resources = statement.value.resources
    }
  }
}
resource "aws_iam_policy" "p" { policy = data.aws_iam_policy_document.d.json }
data "aws_iam_policy_document" "e" {
  dynamic "statement" {
    for_each = var.deny ? [1] : []
    content { actions = ["a:A"] }
  }
}
"#;
    let found = contents(text);
    let [d, e] = found.policies.as_slice() else { panic!("{found:#?}") };
    assert_eq!(
        statements(d),
        r#"[{"Sid":<var.more.key.x2xfqux5gj>,"Effect":<var.more.effect.ul4uccu6ci>,"Action":<var.more.actions>,"Resource":["arn:aws:s3:::b"],"Condition":{"Bool":{"aws:SecureTransport":["true"]}}},<var.more.actions>]"#
    );
    for name in ["var.more.not_actions", "var.more.principals.type", "var.more.conditions.test"] {
        assert!(d.holes.iter().any(|it| it.name == name), "{name} {:#?}", d.holes);
    }
    assert_eq!(statements(e), r#"[{"Effect":"Allow","Action":["a:A"]}]"#);
}
