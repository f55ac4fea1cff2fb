//! Holes have the same name where they stand for the same, and only there.

use super::reading::{json_of, only};
use std::collections::HashSet;

const BESIDE: &str = "Parameters:
  A: {Type: String}
  B: {Type: String}
  L: {Type: CommaDelimitedList}
  K: {Type: 'List<String>'}
  V: {Type: CommaDelimitedList, Default: 'one, two'}
  S: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /a}
  N: {Type: 'AWS::SSM::Parameter::Value<String>'}
Mappings:
  M: {x: {y: 1}}
";

fn read(resource: &str, beside: &str) -> String {
    let text = format!(
        "{beside}Resources:\n  It: {{Type: 'AWS::IAM::ManagedPolicy', Properties: {{PolicyDocument: {{Statement: {{Resource: [{resource}]}}}}}}}}\n"
    );
    json_of(&only(&text).document)
}

#[test]
fn what_is_not_the_same_is_not_called_the_same() {
    let mut seen = HashSet::new();
    for written in [
        "!Ref A",
        "!Ref B",
        "!Ref S",
        "!Ref N",
        "!Select [0, !Ref L]",
        "!Select [1, !Ref L]",
        "!Select [1, !Ref K]",
        "!Select [0, !Split ['-', !Ref A]]",
        "!Select [1, !Split ['-', !Ref A]]",
        "!Select [1, !Split ['_', !Ref A]]",
        "!Select [1, !Split ['_', !Ref B]]",
        "!FindInMap [M, !ImportValue x, y]",
        "!FindInMap [M, !ImportValue z, y]",
        "!FindInMap [M, x, !Ref A]",
        "!FindInMap [M, !Ref A, z]",
        "!FindInMap [M, !Ref B, z]",
        "!Join [',', !Ref L]",
        "!Join [';', !Ref L]",
        "!Join [';', !Ref K]",
        "!Join ['', [x, !Ref L]]",
        "!Join ['', [x, !Ref K]]",
        "'{{resolve:ssm:/a}}'",
        "'{{resolve:ssm:/b}}'",
        "'{{resolve:ssm:/a:1}}'",
        "'{{resolve:ssm-secure:/a}}'",
        "!ImportValue 'a-b'",
        "!ImportValue 'a:b'",
        "!ImportValue 'a_b'",
        "!ImportValue {'Fn::Sub': '${A}-b'}",
        "!Base64 {Ref: A}",
        "!Base64 {Ref: B}",
        "!Base64 '${A}'",
        "!Sub ['${Z}', {Z: !Ref V}]",
        "!Sub ['${Z}', {Z: !Ref L}]",
        "!Sub '${V}'",
        "!Sub '${L}'",
        "!GetAtt [!Ref A, Arn]",
        "!GetAtt [!Ref B, Arn]",
    ] {
        assert!(seen.insert(read(written, BESIDE)), "{written}: {}", read(written, BESIDE));
    }
}

#[test]
fn what_it_is_made_of_counts() {
    for (written, from, to) in [
        ("!Ref S", "Default: /a", "Default: /b"),
        ("!Base64 {'Fn::Select': [0, !Ref V]}", "one, two", "three, two"),
        ("!Sub '${V}'", "one, two", "three, two"),
        ("!FindInMap [M, !ImportValue x, y]", "y: 1", "y: 2"),
    ] {
        assert!(BESIDE.contains(from), "{from}");
        let before = read(written, BESIDE);
        assert_ne!(before, read(written, &BESIDE.replace(from, to)), "{written}");
        let beside = BESIDE.replace("  B: {Type: String}\n", "");
        assert_eq!(before, read(written, &beside));
    }
}

#[test]
fn what_is_the_same_is_called_the_same() {
    for written in ["!Select [0, !Ref L]", "!Base64 {Ref: A}", "'{{resolve:ssm:/a}}'"] {
        let twice = read(&format!("{written}, x, {written}"), BESIDE);
        let once = read(written, BESIDE);
        let name = once.split('"').find(|it| it.starts_with("${")).expect("a hole");
        assert_eq!(twice.matches(name).count(), 2, "{twice}");
    }
}
