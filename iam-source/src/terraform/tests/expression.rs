//! Expressions in policies.

use super::reading::{contents, json, policy, statements};

/// The statement in a policy with this one, beside other blocks.
fn statement(statement: &str, beside: &str) -> String {
    let text = format!(
        "resource \"aws_iam_policy\" \"p\" {{\n  policy = jsonencode({{ Statement = {statement} }})\n}}\n{beside}"
    );
    statements(&policy(&text))
}

#[test]
fn names_are_looked_up() {
    let beside = r#"
locals {
  name   = "orders-${var.stage}"
  action = ["s3:GetObject"]
}
variable "stage" { default = "dev" }
variable "who" { type = string }
variable "what" {}
resource "aws_s3_bucket" "b" { bucket = local.name }
resource "aws_sqs_queue" "q" { name_prefix = "x" }
"#;
    for (written, wanted) in [
        ("local.name", r#""orders-dev""#),
        ("concat(local.action, [\"s3:PutObject\"])", r#"["s3:GetObject","s3:PutObject"]"#),
        ("concat(local.action, var.what)", r#"["s3:GetObject",<var.what>]"#),
        ("var.who", r#""${var.who}""#),
        ("var.what", "<var.what>"),
        ("\"${var.what}/*\"", r#""${var.what}/*""#),
        ("\"${aws_s3_bucket.b.arn}/*\"", r#""arn:${AWS::Partition}:s3:::orders-dev/*""#),
        ("aws_s3_bucket.b.id", r#""orders-dev""#),
        (
            "aws_sqs_queue.q.arn",
            r#""arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${aws_sqs_queue.q.name}""#,
        ),
        ("aws_x.y.arn", r#""${aws_x.y.arn}""#),
        ("data.aws_caller_identity.me.account_id", r#""${AWS::AccountId}""#),
        ("data.aws_region.here.name", r#""${AWS::Region}""#),
        ("module.far.role_arn", r#""${module.far.role_arn}""#),
        ("[for k, v in { a = 1 } : \"${k}${v}\" if k == \"a\"]", r#"["a1"]"#),
        ("{ for k in [\"a\"] : upper(k) => k }", r#"{"A":"a"}"#),
        ("merge({ A = \"a\" }, { A = \"b\", C = \"c\" })", r#"{"A":"b","C":"c"}"#),
        ("format(\"%s/%s\", \"a\", var.who)", r#""a/${var.who}""#),
        ("formatlist(\"%s/*\", [\"a\", var.who])", r#"["a/*","${var.who}/*"]"#),
        ("join(\":\", [\"a\", \"b\"])", r#""a:b""#),
        ("split(\",\", \"a,b\")", r#"["a","b"]"#),
        ("flatten([[\"a\"], [[\"b\"]]])", r#"["a","b"]"#),
        ("distinct([\"a\", \"a\"])", r#"["a"]"#),
        ("lookup({ a = \"b\" }, \"a\", \"c\")", r#""b""#),
        ("coalesce(null, \"\", \"c\")", r#""c""#),
        ("try(tostring([\"a\"]), join(\"\", [\"a\", \"b\"]))", r#""ab""#),
        ("replace(lower(\"A-B\"), \"-\", \"_\")", r#""a_b""#),
        (
            "jsondecode(replace(jsonencode({ a = \"x_B_\" }), \"_B_\", var.who))",
            r#"{"a":"x${var.who}"}"#,
        ),
        ("[\"a\", \"b\"][1]", r#""b""#),
        ("{ a = { b = \"c\" } }.a[\"b\"]", r#""c""#),
        ("[{ a = \"x\" }, { a = \"y\" }][*].a", r#"["x","y"]"#),
        ("true ? \"yes\" : \"no\"", r#""yes""#),
        ("sha1(\"x\")", "<sha1.x.lm6kq3f2o5>"),
        ("\"%{ if true }a%{ else }b%{ endif }\"", r#""a""#),
        ("\"%{ for x in [\"a\", \"b\"] }${x};%{ endfor }\"", r#""a;b;""#),
        ("\"$${aws:username}%%{x}\"", r#""${aws:username}%{x}""#),
        ("-1", "-1"),
        ("slice([\"a\", \"b\", \"c\"], 0, 2)", r#"["a","b"]"#),
        ("substr(\"abcd\", 1, 2)", r#""bc""#),
        ("substr(\"abcd\", -3, -1)", r#""bcd""#),
        ("substr(\"ab\", 0, 9)", r#""ab""#),
        ("trim(\"?!x!?\", \"!?\")", r#""x""#),
        ("trimprefix(\"ab\", \"a\")", r#""b""#),
        ("trimsuffix(\"ab\", \"b\")", r#""a""#),
        ("chomp(\"a\\r\\n\\n\")", r#""a""#),
        ("title(\"a b-c_d é\")", "<title.a.b.c_d.dqe6gtx2kz>"),
        ("title(\"a b-c_d\")", r#""A B-C_d""#),
        ("indent(2, \"a\\nb\")", r#""a\n  b""#),
        ("setproduct([\"a\", \"b\"], [\"c\"])", r#"[["a","c"],["b","c"]]"#),
        ("setsubtract([\"a\", \"b\"], [\"a\"])", r#"["b"]"#),
        ("setintersection([\"a\", \"b\"], [\"a\"])", r#"["a"]"#),
        ("yamldecode(\"!Ref a\")", "<yamldecode.Ref.a.pyao65pzow>"),
        ("yamldecode(\"a: [x, 1, true, ~]\")", r#"{"a":["x",1,true,null]}"#),
    ] {
        assert_eq!(
            statement(&format!("{{ Resource = {written} }}"), beside),
            format!("{{\"Resource\":{wanted}}}"),
            "{written}"
        );
    }
}

#[test]
fn an_action_that_is_not_known_is_no_parameter() {
    let beside = "variable \"a\" { type = string }";
    assert_eq!(statement("{ Action = [var.a] }", beside), r#"{"Action":[<var.a>]}"#);
    assert_eq!(statement("{ Action = \"s3:${var.a}\" }", beside), r#"{"Action":"s3:${var.a}"}"#);
}

#[test]
fn numbers_are_compared() {
    for (condition, holds) in [
        ("length([]) > 0", false),
        ("length([1]) >= 1", true),
        ("2 < 10", true),
        ("10 <= 2", false),
        ("false && length(var.a) > 0", false),
        ("true || var.a", true),
    ] {
        let wanted = if holds { r#"["a"]"# } else { r#"["b"]"# };
        assert_eq!(statement(&format!("[{condition} ? \"a\" : \"b\"]"), ""), wanted, "{condition}");
    }
}

#[test]
fn how_many_there_are_may_not_be_known() {
    for list in [
        "var.a",
        "[var.a]",
        "aws_iam_role.r[*].arn",
        "merge({ a = 1 }, var.a)",
        "[for x in [\"a\"] : x if var.a == x]",
    ] {
        let text = format!(
            "resource \"aws_iam_policy\" \"p\" {{\n  policy = jsonencode({{ Statement = [length({list}) > 0 ? \"a\" : \"b\"] }})\n}}"
        );
        let found: Vec<_> = contents(&text).policies.iter().map(statements).collect();
        assert_eq!(found, [r#"["a"]"#, r#"["b"]"#], "{list}");
    }
}

#[test]
fn conditions_go_both_ways() {
    let text = r#"
variable "wide" { default = false }
resource "aws_iam_policy" "p" {
  policy = jsonencode({ Statement = [{
    Action   = var.wide ? "s3:*" : "s3:GetObject"
    Resource = var.wide ? "*" : (var.other ? "a" : "b")
  }] })
}
"#;
    let found = contents(text);
    let found: Vec<_> = found.policies.iter().map(statements).collect();
    assert!(found.contains(&r#"[{"Action":"s3:*","Resource":"*"}]"#.to_owned()), "{found:?}");
    for other in ["a", "b"] {
        let wanted = format!(r#"[{{"Action":"s3:GetObject","Resource":"{other}"}}]"#);
        assert!(found.contains(&wanted), "{found:?}");
    }
    assert_eq!(found.len(), 3);
}

#[test]
fn whole_policies_are_chosen_both_ways() {
    let text = r#"
resource "aws_iam_policy" "p" {
  policy = var.x != null ? var.x : local.own
}
locals {
  own = jsonencode({ Statement = [] })
}
variable "x" { default = null }
"#;
    let found = contents(text);
    let [policy] = found.policies.as_slice() else { panic!("{found:#?}") };
    assert_eq!(json(policy), r#"{"Statement":[]}"#);
    let [unchecked] = found.unchecked.as_slice() else { panic!("{found:#?}") };
    assert_eq!(unchecked.reason, "`policy` is not known without the value of the variable `x`");
}

#[test]
fn what_goes_in_circles_is_not_known() {
    let text = r#"
locals {
  a = local.b
  b = local.a
}
resource "aws_iam_policy" "p" { policy = local.a }
resource "aws_iam_policy" "q" { policy = aws_iam_policy.q.policy }
data "aws_iam_policy_document" "d" {
  source_policy_documents = [data.aws_iam_policy_document.d.json]
}
"#;
    let found = contents(text);
    assert_eq!(found.policies.len(), 1);
    let reasons: Vec<_> = found.unchecked.iter().map(|it| it.reason.as_str()).collect();
    assert_eq!(reasons.len(), 2);
    assert!(reasons.iter().all(|it| it.ends_with("that does not lead to itself")), "{reasons:?}");
}

#[test]
fn empty_policies_are_none() {
    for value in ["null", "\"\"", "false ? \"x\" : null"] {
        let text = format!("resource \"aws_sqs_queue\" \"q\" {{ policy = {value} }}");
        let found = contents(&text);
        assert!(found.policies.is_empty() && found.unchecked.is_empty(), "{value} {found:?}");
    }
}
