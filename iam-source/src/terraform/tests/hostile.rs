//! Input that means no good: no panic, no overflow of the stack, no hang.

use super::reading::contents;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Reads on a thread with a small stack.
fn read(text: String) {
    let start = Instant::now();
    let thread = std::thread::Builder::new().stack_size(1 << 18);
    let thread = thread.spawn(move || contents(&text).policies.len());
    thread.expect("a thread").join().expect("no panic");
    let seconds = start.elapsed();
    assert!(seconds < Duration::from_mins(1), "{seconds:?}");
}

fn policy(value: &str) -> String {
    format!("resource \"aws_iam_policy\" \"p\" {{\n  policy = {value}\n}}\n")
}

#[test]
fn what_is_beyond_a_bound_is_not_what_it_was() {
    let of = |long: &str| {
        let text = format!(
            "locals {{\n a = \"{long}\"\n b = join(\"\", [for x in [{}] : local.a])\n}}\nresource \"aws_iam_policy\" \"p\" {{ policy = jsonencode({{ Statement = [{{ Resource = local.b }}] }}) }}",
            "1,".repeat(2_000)
        );
        contents(&text).policies
    };
    let (one, other) = (of(&"x".repeat(1_000)), of(&"y".repeat(1_000)));
    assert_eq!(one[0].holes[0].name, "too.long");
    assert_ne!(one[0].decided, other[0].decided);
    assert_eq!(one, of(&"x".repeat(1_000)));
}

#[test]
fn deep_nesting() {
    let deep = 20_000;
    for (open, close) in [
        ("[", "]"),
        ("(", ")"),
        ("{a=", "}"),
        ("f(", ")"),
        ("\"${", "}\""),
        ("!", ""),
        ("-", ""),
        ("a?b:", ""),
        ("1+", ""),
        ("a[", "]"),
        ("\"%{if x}", "%{endif}\""),
        ("[for x in ", ": x]"),
    ] {
        for depth in [40, 60, deep] {
            read(policy(&format!("{}1{}", open.repeat(depth), close.repeat(depth))));
        }
    }
    for step in ["[*]", ".a", "[0]", ".*", ".0"] {
        read(policy(&format!("local.x{}", step.repeat(deep))));
    }
    read("a {\n".repeat(deep));
    let mut chain = String::from("locals {\n");
    for number in 0..5000 {
        writeln!(chain, "a{number} = [[[local.a{}]]]", number + 1).expect("a string");
    }
    read(chain + "}\n" + &policy("jsonencode(local.a0)"));
}

#[test]
fn growth() {
    for grown in [
        "[local.aN, local.aN]",
        "\"${local.aN}${local.aN}\"",
        "concat(local.aN, local.aN)",
        "flatten([local.aN, local.aN])",
        "merge({ x = local.aN }, { y = local.aN })",
        "{ for x in [1, 2, 3] : x => local.aN }",
        "jsonencode([local.aN, local.aN])",
        "join(\"\", [local.aN, local.aN])",
        "format(\"%s%s\", local.aN, local.aN)",
        "replace(local.aN, \"x\", \"xxxxxxxx\")",
        "replace(jsonencode(local.aN), \"\\\"\", local.aN)",
        "var.xN ? local.aN : [local.aN]",
    ] {
        let mut text = String::from("locals {\n");
        for number in 0..30 {
            let next = (number + 1).to_string();
            writeln!(text, "a{number} = {}", grown.replace('N', &next)).expect("a string");
        }
        text.push_str("a30 = [\"x\"]\n}\n");
        read(text + &policy("jsonencode({ Statement = local.a0 })"));
    }
}

/// What counts a block is looked up once, although nothing is chosen by it.
#[test]
fn chains_of_counts() {
    let mut text = String::from("locals {\n  a0 = var.x ? [1] : [2]\n");
    for number in 1..40 {
        let last = number - 1;
        writeln!(text, "  a{number} = concat(var.x ? local.a{last} : [], [local.a{last}])")
            .expect("a string");
    }
    text.push_str("}\nresource \"aws_iam_policy\" \"p\" {\n  count  = length(local.a39)\n  policy = jsonencode({ Statement = [] })\n}\n");
    let found = contents(&text);
    assert_eq!((found.policies.len(), found.unchecked.len()), (1, 0), "{found:#?}");
}

#[test]
fn large() {
    let mut members = String::new();
    for number in 0..100_000 {
        writeln!(members, "    a{number} = {number}").expect("a string");
    }
    read(policy(&format!("jsonencode({{\n{members}  }})")));
    let statement = "  statement {\n    actions = [\"s3:GetObject\"]\n  }\n".repeat(10_000);
    read(format!("data \"aws_iam_policy_document\" \"d\" {{\n{statement}}}\n"));
    let heredoc = format!("<<EOT\n[{}1]\nEOT", "\"a b\",\n  ".repeat(50_000));
    read(policy(&heredoc));
    let mut many = String::new();
    let items = "\"arn:aws:s3:::bucket\", ".repeat(5_000);
    for number in 0..1000 {
        many.push_str(&policy("local.p").replace("\"p\"", &format!("\"p{number}\"")));
    }
    read(
        many + &format!(
            "locals {{ p = jsonencode({{ Statement = [{{ Resource = [{items}] }}] }}) }}\n"
        ),
    );
}

#[test]
fn fragments() {
    let whole = "resource \"aws_iam_policy\" \"p\" {\n  policy = <<-E\n  {\"a\": \"${f(\"x\", [1, {b = c}]...)}\"}\n  E\n dynamic \"x\" { for_each = [1] }\n}\n# é\n/* */ data \"aws_iam_policy_document\" \"d\" { statement { actions = \"\\u00e9$${a}%{if x}y%{endif}\" } }";
    for (at, _) in whole.char_indices() {
        contents(&whole[..at]);
        contents(&whole[at..]);
    }
}
