//! Several files, and local modules.

use super::reading::{Memory, contents, statements, with, written};
use crate::terraform::{Module, NoFiles};
use std::path::{Path, PathBuf};

fn file(path: &str, text: &str) -> (PathBuf, String) {
    (PathBuf::from(path), text.to_owned())
}

#[test]
fn policies_stand_in_the_file_of_their_block() {
    let a = "resource \"aws_iam_policy\" \"p\" { policy = data.aws_iam_policy_document.d.json }\nresource \"aws_iam_policy\" \"q\" { policy = jsonencode({ Statement = [{ Action = local.actions }] }) }";
    let b =
        "data \"aws_iam_policy_document\" \"d\" {\n  statement { actions = local.actions }\n}\n";
    let c = "locals { actions = [\"s3:GetObjct\"] }";
    let module = Module::new(vec![file("c.tf", c), file("a.tf", a), file("b.tf", b)], &NoFiles);
    let of = |path| module.contents(Path::new(path)).expect("a file").clone();
    let in_b = of("b.tf");
    let [found] = in_b.policies.as_slice() else { panic!("{in_b:#?}") };
    assert_eq!(found.holder, "aws_iam_policy.p");
    assert_eq!(written(b, found, "GetObjct"), [(2, "local.actions")]);
    let in_a = of("a.tf");
    let [found] = in_a.policies.as_slice() else { panic!("{in_a:#?}") };
    assert_eq!(written(a, found, "GetObjct"), [(2, "local.actions")]);
    assert!(of("c.tf").policies.is_empty());
    assert!(module.contents(Path::new("d.tf")).is_none());
}

#[test]
fn local_modules_are_followed() {
    let files = Memory(vec![
        (
            "modules/m/main.tf",
            "variable \"bucket\" {}\nvariable \"policy\" {}\nresource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Statement = [{ Resource = \"${var.bucket}/*\" }] })\n}\nresource \"aws_iam_policy\" \"q\" { policy = var.policy }\noutput \"name\" { value = \"n-${var.bucket}\" }".to_owned(),
        ),
    ]);
    let text = r#"
module "one" {
  source = "../modules/m"
  bucket = "b1"
  policy = jsonencode({ Statement = [{ Action = "s3:GetObjct" }] })
}
resource "aws_iam_policy" "own" {
  policy = jsonencode({ Statement = [{ Resource = module.one.name }] })
}
"#;
    let module = Module::new(vec![file("root/main.tf", text)], &files);
    let own = module.contents(Path::new("root/main.tf")).expect("a file");
    assert!(own.unchecked.is_empty(), "{own:#?}");
    let [given, own] = own.policies.as_slice() else { panic!("{own:#?}") };
    assert_eq!(given.holder, "module.one.aws_iam_policy.q");
    assert_eq!(written(text, given, "GetObjct"), [(5, "\"s3:GetObjct\"")]);
    assert_eq!(statements(own), r#"[{"Resource":"n-b1"}]"#);
    let called = module.contents(Path::new("modules/m/main.tf")).expect("a file");
    let [called] = called.policies.as_slice() else { panic!("{called:#?}") };
    assert_eq!(called.holder, "module.one.aws_iam_policy.p");
    assert_eq!(statements(called), r#"[{"Resource":"b1/*"}]"#);
    assert_eq!(module.called().collect::<Vec<_>>(), [Path::new("modules/m")]);
}

#[test]
fn a_called_module_has_its_defaults() {
    let module = r#"
variable "create" { default = true }
variable "wide" { default = false }
variable "who" { default = "" }
variable "off" { default = false }
variable "keys" { default = [] }
data "aws_iam_policy_document" "never" {
  count = var.off ? 1 : 0
  dynamic "statement" {
    for_each = length(var.keys) > 0 ? [1] : []
    content { resources = var.keys }
  }
}
resource "aws_iam_policy" "never" {
  count  = var.off ? 1 : 0
  policy = jsonencode({ Statement = [{ Action = "s3:GetNever", Resource = var.keys }] })
}
resource "aws_iam_policy" "p" {
  count  = var.create ? 1 : 0
  policy = jsonencode({ Statement = [{ Action = var.wide ? "s3:*" : "s3:GetObject", Resource = "x${var.who}" }] })
}
"#;
    let files = Memory(vec![("m/main.tf", module.to_owned())]);
    let text = r#"
variable "wide" { default = false }
module "none" {
  source = "./m"
  create = false
}
module "plain" { source = "./m" }
module "asked" {
  source = "./m"
  wide   = var.wide
}
"#;
    let module = Module::new(vec![file("main.tf", text)], &files);
    let called = module.contents(Path::new("m/main.tf")).expect("a file");
    let found: Vec<_> =
        called.policies.iter().map(|it| (it.holder.as_str(), statements(it))).collect();
    let statement = |action| format!(r#"[{{"Action":"{action}","Resource":"x"}}]"#);
    let wanted = [
        // What no call has is read as if nobody called.
        (
            "aws_iam_policy.never",
            String::from(r#"[{"Action":"s3:GetNever","Resource":<var.keys>}]"#),
        ),
        ("data.aws_iam_policy_document.never", String::from("[<var.keys>]")),
        ("module.asked.aws_iam_policy.p", statement("s3:GetObject")),
        ("module.asked.aws_iam_policy.p", statement("s3:*")),
        ("module.plain.aws_iam_policy.p", statement("s3:GetObject")),
    ];
    for wanted in &wanted {
        assert!(found.contains(wanted), "{found:#?}");
    }
    assert_eq!(found.len(), wanted.len(), "{found:#?}");
}

#[test]
fn a_module_that_is_called_no_times_holds_nothing() {
    let module = "variable \"more\" { default = 0 }\nresource \"aws_iam_policy\" \"p\" { policy = jsonencode({ Statement = [] }) }\nmodule \"inner\" {\n source = \"../n\"\n count = var.more\n}";
    let inner = "resource \"aws_iam_policy\" \"q\" { policy = jsonencode({ Statement = [] }) }";
    let files = Memory(vec![("m/main.tf", module.to_owned()), ("n/main.tf", inner.to_owned())]);
    let held = |how: &str| {
        let text = format!("variable \"n\" {{}}\nmodule \"a\" {{\n source = \"./m\"\n {how}\n}}");
        let module = Module::new(vec![file("main.tf", &text)], &files);
        ["m/main.tf", "n/main.tf"].map(|path| {
            let contents = module.contents(Path::new(path)).expect("a file");
            contents.policies.iter().map(|it| it.holder.clone()).collect::<Vec<_>>()
        })
    };
    let called = vec!["module.a.aws_iam_policy.p".to_owned()];
    let of_nobody = vec!["aws_iam_policy.q".to_owned()];
    for nothing in ["count = 0", "for_each = {}", "for_each = []"] {
        assert!(held(nothing).iter().all(Vec::is_empty), "{nothing}");
    }
    // What a call leaves out by what it is given is read as if nobody called it.
    assert_eq!(held("count = 1"), [called.clone(), of_nobody.clone()]);
    assert_eq!(held("count = var.n"), [called.clone(), of_nobody]);
    let both = vec!["module.a.module.inner.aws_iam_policy.q".to_owned()];
    assert_eq!(held("more = 1"), [called, both]);
}

#[test]
fn modules_that_are_not_read_are_told() {
    let text = r#"
module "far" {
  source  = "terraform-aws-modules/iam/aws"
  version = "5.0"
}
module "out" { source = "../../x" }
module "gone" { source = "./gone" }
"#;
    let found = with("a/main.tf", text, &Memory(Vec::new()));
    let reasons: Vec<_> = found.unchecked.iter().map(|it| it.reason.as_str()).collect();
    let wanted = [
        "what is in the module `far` from `terraform-aws-modules/iam/aws`, which is not local",
        "what is in the module `out` from `../../x`, which is not read: it is outside of the folder that was given",
        "what is in the module `gone` from `./gone`, which is not read: it is not there",
    ];
    assert_eq!(reasons, wanted);
}

#[test]
fn modules_that_call_each_other_come_to_an_end() {
    let call = |to: &str| {
        format!("module \"m\" {{ source = \"../{to}\" }}\nmodule \"n\" {{ source = \"../{to}\" }}")
    };
    let files = Memory(vec![("b/main.tf", call("a")), ("a/main.tf", call("b"))]);
    let found = with("a/main.tf", &call("b"), &files);
    assert!(found.unchecked.iter().any(|it| it.reason.contains("call each other too often")));
}

#[test]
fn override_files_have_the_last_word() {
    let main = "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Statement = [] })\n}";
    let over = "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Statement = [1] })\n}";
    let files = vec![file("a_override.tf", over), file("main.tf", main)];
    let module = Module::new(files, &NoFiles);
    assert_eq!(module.contents(Path::new("a_override.tf")).expect("a file").policies.len(), 1);
    assert!(module.contents(Path::new("main.tf")).expect("a file").policies.is_empty());
}

#[test]
fn what_is_called_the_same_is_found_as_well() {
    let data = "data \"aws_iam_policy_document\" \"d\" {\n  statement { actions = [\"a:A\"] }\n}\n";
    assert_eq!(contents(&data.repeat(2)).policies.len(), 2);
}

#[test]
fn broken_files_are_told_and_the_rest_is_read() {
    let files = vec![
        file("a.tf", "resource \"x\" {\n  y = = 1\n}"),
        file("b.tf", "resource \"aws_iam_policy\" \"p\" { policy = \"{}\" }"),
        file("c.tf.json", "{"),
        file("d.tf.json", r#"{"resource": {"aws_iam_policy": {"p2": {"policy": "${"}}}}"#),
    ];
    let module = Module::new(files, &NoFiles);
    let of = |path| module.contents(Path::new(path)).expect("a file").clone();
    let broken = of("a.tf");
    let [unchecked] = broken.unchecked.as_slice() else { panic!("{broken:?}") };
    assert!(unchecked.reason.starts_with("this is no configuration: "), "{unchecked:?}");
    assert_eq!(unchecked.span.map(|it| it.start), Some(21));
    assert_eq!(of("b.tf").policies.len(), 1);
    assert_eq!(of("c.tf.json").unchecked.len(), 1);
    assert_eq!(of("d.tf.json").unchecked.len(), 1);
}

#[test]
fn a_byte_order_mark_moves_no_place() {
    let text = "\u{feff}resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Statement = [{ Action = \"s3:GetObjct\" }] })\n}";
    let found = contents(text);
    assert_eq!(written(text, &found.policies[0], "GetObjct"), [(2, "\"s3:GetObjct\"")]);
}

#[test]
fn policies_where_no_table_knows_them_are_found() {
    let text = r#"
module "far" {
  source = "someone/policy/aws"
  policy = jsonencode({ Statement = [{ Action = "s3:GetObjct" }] })
}
locals {
  unused = <<EOT
{"Version": "2012-10-17", "Statement": [{"Action": "${var.a}"}]}
EOT
  used = jsonencode({ Statement = [] })
}
resource "aws_thing" "x" {
  data = { inner = jsonencode({ Statement = [{ Sid = "A" }], Version = "2012-10-17" }) }
}
resource "aws_cloudformation_stack" "s" {
  policy_body = jsonencode({ Statement = [{ Action = "Update:*" }] })
}
resource "aws_iam_policy" "p" { policy = local.used }
"#;
    let found = contents(text);
    let holders: Vec<_> =
        found.policies.iter().map(|it| (it.holder.as_str(), it.path.as_str())).collect();
    let wanted = [
        ("module.far", "policy"),
        ("local.unused", ""),
        ("aws_iam_policy.p", "policy"),
        ("aws_thing.x", "data"),
    ];
    assert_eq!(holders, wanted);
    assert_eq!(written(text, &found.policies[0], "GetObjct"), [(4, "\"s3:GetObjct\"")]);
}

#[test]
fn policies_of_other_providers_are_none() {
    let text = r#"
resource "alicloud_ram_role" "r" {
  document = jsonencode({ Statement = [{ Action = "sts:AssumeRole" }], Version = "1" })
}
resource "minio_iam_policy" "p" { policy = local.minio }
data "other_document" "d" { policy = "${local.quoted}" }
resource "aws_cloudformation_stack" "s" { policy_body = local.stack }
resource "aws_iam_policy" "p" { policy = var.x ? local.aws : local.both }
resource "minio_iam_policy" "both" { policy = local.both }
resource "awscc_iam_role" "r" {
  assume_role_policy_document = jsonencode({ Statement = [{ Action = "sts:AssumeRole" }] })
}
locals {
  inner  = jsonencode({ Statement = [{ Sid = "Inner" }] })
  minio  = true ? local.inner : ""
  quoted = jsonencode({ Statement = [{ Sid = "Quoted" }] })
  stack  = jsonencode({ Statement = [{ Sid = "Stack" }] })
  aws    = jsonencode({ Statement = [{ Sid = "Aws" }] })
  both   = jsonencode({ Statement = [{ Sid = "Both" }] })
  unused = jsonencode({ Statement = [{ Sid = "Unused" }] })
}
"#;
    let found = contents(text);
    let mut holders: Vec<_> = found.policies.iter().map(|it| it.holder.as_str()).collect();
    holders.sort_unstable();
    let wanted = ["aws_iam_policy.p", "aws_iam_policy.p", "awscc_iam_role.r", "local.unused"];
    assert_eq!(holders, wanted);
}
