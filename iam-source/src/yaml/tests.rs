//! Texts of YAML, and the trees that are read.

use super::read;
use iam_core::document::{ByteSpan, Member, Node, Value};
use std::fmt::Write;

/// The tree as JSON, and what stands in the text at each value.
fn shown(text: &str, node: &Node<'_>) -> String {
    let at = |span: ByteSpan| &text[span.start as usize..span.end as usize];
    match &node.value {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| shown(text, item)).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let member = |it: &Member<'_>| {
                format!("{}@{}={}", it.key, at(it.key_span), shown(text, &it.node))
            };
            let members: Vec<_> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(","))
        }
        Value::String(_) => format!("\"{}\"", at(node.span)),
        _ => at(node.span).to_owned(),
    }
}

fn documents(text: &str) -> Vec<String> {
    read(text).expect("YAML").iter().map(|node| shown(text, node)).collect()
}

fn refused(text: &str) -> (u32, String) {
    let broken = read(text).expect_err("no YAML");
    (broken.span.start, broken.message)
}

#[test]
fn places_are_bytes_of_the_text() {
    let text = "\u{feff}é: 'ü'\r\nb:\r\n  - ö: [1, ß]\r\n  - |\r\n    ä\r\n";
    let wanted = "{é@é=\"'ü'\",b@b=[{ö@ö=[1,\"ß\"]},\"|\r\n    ä\"]}";
    assert_eq!(documents(text), [wanted]);
    assert_eq!(documents("a: x\n---\nb: 2012-10-17\n..."), ["{a@a=\"x\"}", "{b@b=\"2012-10-17\"}"]);
    assert!(documents("").is_empty());
    assert_eq!(documents("---\n# nothing\n---\na"), ["---", "\"a\""]);
}

#[test]
fn blocks_end_with_what_stands_last_in_them() {
    let text = "a:\n  b: x\n\n  c: [y,\n    z]\n\n# note\nd: e";
    let documents = read(text).expect("YAML");
    let span = documents[0].members()[0].node.span;
    assert_eq!(&text[span.start as usize..span.end as usize], "b: x\n\n  c: [y,\n    z]");
}

#[test]
fn a_block_begins_at_its_mark() {
    for text in
        ["a: |\n  x", "a: # it's | here\n  >-\n\n  x", "- a:\n   &x |2\n     x", "- !Sub |\n x"]
    {
        let documents = read(text).expect("YAML");
        let node = documents[0].items()[0].members().first().map(|it| &it.node);
        let span = node.unwrap_or(&documents[0]).span;
        let at = &text[span.start as usize..];
        assert!(at.starts_with(['|', '>']), "{at:?} of {text:?}");
    }
}

#[test]
fn short_tags_are_functions() {
    let text = "a: !Ref x\nb: !GetAtt x.y.z\nc: !If [x, !Sub 'y', !Ref 'AWS::NoValue']\nd: !Foo {x: 1}\ne: !!str 1\n";
    let documents = read(text).expect("YAML");
    let member = |at: usize| &documents[0].members()[at].node;
    assert_eq!(member(0).members()[0].key, "Ref");
    assert_eq!(member(0).span.start, 3);
    let [name, attribute] = member(1).members()[0].node.items() else { panic!() };
    assert_eq!((name.text(), attribute.text()), (Some("x"), Some("y.z")));
    assert_eq!(member(2).members()[0].key, "Fn::If");
    assert_eq!(member(2).members()[0].node.items()[1].members()[0].key, "Fn::Sub");
    assert_eq!(member(3).members()[0].key, "Fn::Foo");
    assert_eq!(member(4).text(), Some("1"));
}

#[test]
fn what_is_tagged_begins_after_its_tag() {
    let text =
        "- !Join [x]\n- [!A {b: c},!<tag:x,2002:y> [d],&e [f]]\n- !Sub  &g 'h'\n- &i !Foo\n  - j\n";
    let documents = read(text).expect("YAML");
    let mut found = Vec::new();
    let mut waiting: Vec<&Node<'_>> = vec![&documents[0]];
    while let Some(node) = waiting.pop() {
        found.push(&text[node.span.start as usize..node.span.end as usize]);
        waiting.extend(node.members().iter().map(|it| &it.node).rev());
        if let Value::Array(items) = &node.value {
            waiting.extend(items.iter().rev());
        }
    }
    let wanted = [
        text.trim_end(),
        "!Join [x]",
        "[x]",
        "x",
        "[!A {b: c},!<tag:x,2002:y> [d],&e [f]]",
        "!A {b: c}",
        "{b: c}",
        "c",
        "[d]",
        "d",
        "[f]",
        "f",
        "!Sub  &g 'h'",
        "'h'",
        "&i !Foo\n  - j",
        "- j",
        "j",
    ];
    assert_eq!(found, wanted);
}

#[test]
fn much_of_anything_takes_no_square() {
    let start = std::time::Instant::now();
    for text in [
        format!("[{}]", "!x [],".repeat(1 << 17)),
        format!("{{{}}}", "a: b, ".repeat(1 << 16)),
        format!("- a: |\n   x\n{}", "  # note\n".repeat(1 << 17)),
        "- &a [b]\n".repeat(1 << 16),
        format!("a: \"{}\"", "\\n \n".repeat(1 << 17)),
        format!("a: [\n{}]", "'x',\n".repeat(1 << 17)),
    ] {
        let documents = read(&text).expect("YAML");
        assert_eq!(documents.len(), 1);
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn aliases_and_merges_are_filled_in() {
    let text = "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [*a, {z: 4}], '<<': 5}\nd: *a\nd: 6";
    let wanted = "{a@a={x@x=1,y@y=2},b@b={y@y=3,x@x=1},c@c={<<@'<<'=5,x@x=1,y@y=2,z@z=4},d@d={x@x=1,y@y=2},d@d=6}";
    assert_eq!(documents(text), [wanted]);
}

#[test]
fn a_bomb_is_refused() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let item = format!("*a{}", level - 1);
        let _ = writeln!(text, "a{level}: &a{level} [{}]", vec![item; 10].join(", "));
    }
    assert!(refused(&text).1.contains("copy more than"));
    let long =
        format!("a: &a \"{}\\n\"\nb: [{}]", "x".repeat(1 << 20), vec!["*a"; 1 << 17].join(","));
    assert!(refused(&long).1.contains("copy more than"));
    assert!(refused("a: &a [*a]").1.contains("within its anchor"));
    assert!(refused("a: &a 1\n---\nb: *a").1.contains("another document"));
}

#[test]
fn what_is_too_deep_is_refused() {
    for text in
        ["[".repeat(1 << 20), "- ".repeat(1 << 20), "? ".repeat(1 << 20), "!A ".repeat(1 << 10)]
    {
        read(&text).expect_err("too deep, or no YAML");
    }
    let mut text = "a0: &a0 [x]\n".to_owned();
    for level in 1..200 {
        let _ = writeln!(text, "a{level}: &a{level} [*a{}]", level - 1);
    }
    assert!(refused(&text).1.contains("nested deeper than 128 levels"));
}

#[test]
fn a_mistake_is_told_at_its_place() {
    let (at, message) = refused("é: 'x'\nb: [1, 2\nc: 3\n");
    assert!(at >= 9, "{at} {message}");
    assert_eq!(refused("a: 1\n? [k]\n: v").0, 7);
    refused("a: \u{0}");
    refused("\ta: b: c");
}
