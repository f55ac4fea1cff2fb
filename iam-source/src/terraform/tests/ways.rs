//! What nobody knows before a plan, and what it comes to either way.

use super::reading::{Memory, contents, statements};
use crate::terraform::Module;
use std::path::{Path, PathBuf};

/// The statements of each policy of this text; and why something was not checked.
fn read(text: &str) -> (Vec<String>, Vec<String>) {
    let contents = contents(text);
    let reasons = contents.unchecked.iter().map(|it| it.reason.clone()).collect();
    (contents.policies.iter().map(statements).collect(), reasons)
}

fn policy(statement: &str) -> String {
    format!(
        "resource \"aws_iam_policy\" \"p\" {{\n  policy = jsonencode({{ Statement = {statement} }})\n}}\n"
    )
}

#[test]
fn conditions_that_have_nothing_to_do_with_each_other_go_each_way_together() {
    let (mut found, unchecked) = read(&policy(
        "concat(var.a ? [\"a\"] : [\"not a\"], var.b ? [\"b\"] : [], var.a ? [\"a\"] : [])",
    ));
    found.sort();
    let wanted = [r#"["a","a"]"#, r#"["a","b","a"]"#, r#"["not a","b"]"#, r#"["not a"]"#];
    assert_eq!(found, wanted);
    assert!(unchecked.is_empty(), "{unchecked:?}");
}

#[test]
fn what_hangs_on_a_condition_is_decided_with_it() {
    let text = policy("[local.a ? 1 : 2, local.name != \"\" ? 3 : 4, var.a ? 5 : 6]");
    let locals = "locals {\n  a    = var.a ? true : false\n  name = var.a ? \"x\" : \"\"\n}\n";
    let (found, _) = read(&format!("{text}{locals}"));
    assert_eq!(found, ["[1,3,5]", "[2,4,6]"]);
}

#[test]
fn conditions_of_documents_that_are_put_together_are_one_whole() {
    let text = r#"
data "aws_iam_policy_document" "inner" {
  statement {
    actions = var.a ? ["s3:*"] : ["s3:ListAllMyBuckets"]
  }
}
data "aws_iam_policy_document" "outer" {
  source_policy_documents = [data.aws_iam_policy_document.inner.json]
  statement {
    effect  = var.b ? "Deny" : "Allow"
    actions = ["s3:GetObject"]
  }
}
resource "aws_iam_policy" "p" {
  policy = data.aws_iam_policy_document.outer.json
}
"#;
    let (found, _) = read(text);
    let held: Vec<_> = found.iter().filter(|it| it.contains("s3:GetObject")).collect();
    assert_eq!(held.len(), 4, "{found:#?}");
}

#[test]
fn more_variants_than_are_read_are_told() {
    let items = |count: usize| {
        let item = |number| format!("var.v{number} ? \"yes {number}\" : \"no {number}\"");
        (0..count).map(item).collect::<Vec<_>>().join(", ")
    };
    let (found, unchecked) = read(&policy(&format!("[{}]", items(3))));
    assert_eq!((found.len(), unchecked.len()), (8, 0));
    for many in [4, 8, 30] {
        let (found, unchecked) = read(&policy(&format!("[{}]", items(many))));
        assert_eq!(found.len(), 8);
        for number in 0..many {
            for word in ["yes", "no"] {
                let wanted = format!("\"{word} {number}\"");
                assert!(found.iter().any(|it| it.contains(&wanted)), "{wanted} {found:#?}");
            }
        }
        let [reason] = unchecked.as_slice() else { panic!("{unchecked:?}") };
        assert!(reason.starts_with("`policy`: what is not known before a plan"), "{reason}");
    }
}

#[test]
fn what_decides_nothing_makes_no_answer_open() {
    for (condition, wanted) in [
        ("length(var.x) > 0 && length(local.empty) > 0", "no"),
        ("var.default && length(local.empty) > 0", "no"),
        ("length(var.x) > 0 || length(local.empty) == 0", "yes"),
        ("!(var.x || true)", "no"),
    ] {
        let text = policy(&format!("[{condition} ? \"yes\" : \"no\"]"));
        let beside = "locals {\n  empty = []\n}\nvariable \"default\" {\n  default = true\n}\n";
        let (found, _) = read(&format!("{text}{beside}"));
        assert_eq!(found, [format!("[\"{wanted}\"]")], "{condition}");
    }
}

const ROWS: &str = r#"
locals {
  m = {
    dev  = "d"
    prod = "p"
  }
  n = {
    dev  = "d too"
    prod = "p too"
  }
}
data "aws_iam_policy_document" "each" {
  for_each = local.m
  statement {
    actions = [each.value]
  }
}
"#;

#[test]
fn each_row_of_a_map_is_read_by_a_key_that_is_not_known() {
    let default = "variable \"env\" {\n  default = \"prod\"\n}\n";
    let none = "variable \"env\" {}\n";
    for (expression, variable, wanted) in [
        ("[local.m[var.env]]", none, &[r#"["d"]"#, r#"["p"]"#][..]),
        ("[local.m[var.env]]", default, &[r#"["p"]"#, r#"["d"]"#]),
        ("[local.m[local.env]]", default, &[r#"["p"]"#, r#"["d"]"#]),
        ("[local.m[terraform.workspace]]", none, &[r#"["d"]"#, r#"["p"]"#]),
        ("[local.m[\"pro${var.env}\"]]", none, &[r#"["p"]"#]),
        ("[lookup(local.m, var.env, \"x\")]", none, &[r#"["d"]"#, r#"["p"]"#, r#"["x"]"#]),
        ("[try(local.m[var.env], \"x\")]", none, &[r#"["d"]"#, r#"["p"]"#, r#"["x"]"#]),
        ("[local.m[var.env], local.n[var.env]]", none, &[r#"["d","d too"]"#, r#"["p","p too"]"#]),
        ("[local.m[var.env], var.env == \"prod\" ? 1 : 2]", default, &[r#"["p",1]"#, r#"["d",2]"#]),
        ("[var.env != \"prod\" ? 2 : 1, local.m[var.env]]", none, &[r#"[2,"d"]"#, r#"[1,"p"]"#]),
        (
            "[local.m[var.env], local.n[terraform.workspace]]",
            none,
            &[r#"["d","d too"]"#, r#"["d","p too"]"#, r#"["p","d too"]"#, r#"["p","p too"]"#],
        ),
    ] {
        let env = "locals {\n  env = var.env\n}\n";
        let (mut found, unchecked) = read(&format!("{}{ROWS}{variable}{env}", policy(expression)));
        found.retain(|it| !it.contains("Effect"));
        let (mut sorted, mut wanted) = (found.clone(), wanted.to_vec());
        sorted.sort();
        wanted.sort_unstable();
        assert_eq!(sorted, wanted, "{expression}");
        assert!(unchecked.is_empty(), "{unchecked:?}");
    }
}

#[test]
fn each_document_of_several_is_held_where_nobody_knows_which() {
    let text = r#"
resource "aws_iam_policy" "p" {
  policy = data.aws_iam_policy_document.each[var.env].json
}
"#;
    let contents = contents(&format!("{text}{ROWS}"));
    let held = contents.policies.iter().filter(|it| it.holder == "aws_iam_policy.p");
    let held: Vec<_> = held.map(statements).collect();
    let of = |action: &str| format!(r#"[{{"Effect":"Allow","Action":["{action}"]}}]"#);
    assert_eq!(held, [of("d"), of("p")]);
}

#[test]
fn what_a_file_of_values_or_a_call_says_is_known() {
    let files = |values: &str| {
        Memory(vec![
            ("terraform.tfvars", values.to_owned()),
            (
                "m/main.tf",
                format!(
                    "variable \"env\" {{\n  default = \"prod\"\n}}\n{ROWS}{}",
                    policy("[local.m[var.env]]")
                ),
            ),
        ])
    };
    let call = "module \"m\" {\n  source = \"./m\"\n}\n";
    let text = format!("variable \"env\" {{}}\n{ROWS}{}{call}", policy("[local.m[var.env]]"));
    let main = PathBuf::from("main.tf");
    let module = Module::new(vec![(main, text)], &files("env = \"dev\"\n"));
    for (path, wanted) in [("main.tf", r#"["d"]"#), ("m/main.tf", r#"["p"]"#)] {
        let contents = module.contents(Path::new(path)).expect("a file");
        let held = contents.policies.iter().filter(|it| it.holder.ends_with("aws_iam_policy.p"));
        assert_eq!(held.map(statements).collect::<Vec<_>>(), [wanted], "{path}");
    }
}

#[test]
fn what_is_decided_is_told_where_it_makes_a_difference() {
    let decided = |statement: &str, more: &str| -> Vec<String> {
        let contents = contents(&(policy(statement) + more));
        let texts = |it: &crate::found::Found<'_>| it.decided.join("; ");
        contents.policies.iter().map(texts).collect()
    };
    assert_eq!(decided("[1]", ""), [""]);
    assert_eq!(decided("var.a ? [1] : [1]", ""), [""]);
    let condition = r#"var.a == "x" ? [1] : [2]"#;
    let wanted = [r#" = var.a; var.a is "x""#, r#" = var.a; var.a is none of {"x"}"#];
    assert_eq!(decided(condition, ""), wanted);
    let locals = "locals { m = { x = [1], y = [2] } }";
    assert_eq!(
        decided("local.m[var.a]", locals),
        [r#" = var.a; var.a is "x""#, r#" = var.a; var.a is "y""#]
    );
    let through = "locals {\n  b = var.b\n  is = local.b > 1\n}";
    assert_eq!(
        decided("local.is ? [1] : [2]", through),
        [true, false].map(|it| {
            let said = " = local.is; local.b b = var.b; local.is is = local.b > 1";
            format!("{said}; local.is is {it}")
        })
    );
    // What two ways lead to is decided by both of them.
    let [both, one] = &*decided(r#"var.a == "x" || var.b ? [1] : [2]"#, "") else { panic!("two") };
    assert_ne!(both, one);
}

#[test]
fn files_of_values_count_in_the_order_of_terraform() {
    let main = "variable \"a\" {}\nvariable \"b\" {}\nvariable \"c\" {}\nvariable \"d\" {}\nresource \"aws_iam_policy\" \"p\" { policy = jsonencode({ Statement = [{ Resource = [var.a, var.b, var.c, var.d] }] }) }";
    let files = Memory(vec![
        ("b.auto.tfvars", "a = \"b\"\n".to_owned()),
        ("a.auto.tfvars.json", r#"{"a": "a", "b": "a"}"#.to_owned()),
        (
            "terraform.tfvars.json",
            r#"{"a": "j", "b": "j", "c": "${j}", "//": "a note"}"#.to_owned(),
        ),
        ("terraform.tfvars", "a = \"t\"\nb = \"t\"\nc = \"t\"\nd = \"t\"\n".to_owned()),
        ("prod.tfvars.json", r#"{"a": "prod"}"#.to_owned()),
    ]);
    let module = Module::new(vec![(PathBuf::from("main.tf"), main.to_owned())], &files);
    let found = &module.contents(Path::new("main.tf")).expect("the file").policies[0];
    assert_eq!(statements(found), r#"[{"Resource":["b","a","${j}","t"]}]"#);
    assert!(found.holes.is_empty(), "{found:#?}");
    let broken = Memory(vec![("terraform.tfvars.json", "[1]".to_owned())]);
    let module = Module::new(vec![(PathBuf::from("main.tf"), main.to_owned())], &broken);
    let values = module.contents(Path::new("terraform.tfvars.json")).expect("the file");
    assert!(values.unchecked[0].reason.contains("an object"), "{values:#?}");
}
