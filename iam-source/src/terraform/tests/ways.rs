//! What nobody knows before a plan, and what it comes to either way.

use super::reading::{contents, statements};

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
