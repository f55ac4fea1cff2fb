//! Templates that mean no good.

use super::reading::contents;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// What takes this long is not linear: each of these takes far less, in a build without optimisation, too.
const BOUND: Duration = Duration::from_secs(20);

fn in_time(text: &str) {
    let start = Instant::now();
    contents(text);
    assert!(start.elapsed() < BOUND, "{:?}", start.elapsed());
}

/// A policy of this resource under each of so many logical ids.
fn policies(count: usize, resource: &str) -> String {
    let mut text = "Resources:\n".to_owned();
    for at in 0..count {
        let _ = writeln!(
            text,
            "  P{at}: {{Type: 'AWS::IAM::ManagedPolicy', Properties: {{PolicyDocument: {{Statement: {{Resource: {resource}}}}}}}}}"
        );
    }
    text
}

#[test]
fn names_that_are_made_of_each_other_end() {
    let mut text = policies(50, "!Ref B0");
    for at in 0..50 {
        let next = (at + 1) % 50;
        let name = "${BX}".repeat(10).replace('X', &next.to_string());
        let _ = writeln!(
            text,
            "  B{at}: {{Type: 'AWS::S3::Bucket', Properties: {{BucketName: !Sub '{name}'}}}}"
        );
    }
    in_time(&text);
}

#[test]
fn a_long_value_is_not_copied_without_end() {
    let long = "x".repeat(1 << 20);
    let parameters = format!("Parameters: {{Long: {{Type: String, Default: {long}}}}}\n");
    in_time(&(parameters.clone() + &policies(2_000, "!Ref Long")));
    let many = format!("!Sub '{}'", "${Long}".repeat(1_000));
    in_time(&(parameters + &policies(1, &many)));
    let list = "x,".repeat(1 << 18);
    let mapping = format!("Mappings: {{M: {{a: {{b: [{list}]}}}}}}\n");
    in_time(&(mapping + &policies(2_000, "!FindInMap [M, a, b]")));
}

#[test]
fn conditions_within_conditions_are_no_explosion() {
    let mut value = "x".to_owned();
    for at in 0..40 {
        value = format!("!If [C{at}, {value}, y]");
    }
    in_time(&policies(20, &value));
    in_time(&policies(20, &format!("[{value}]")));
    let many: Vec<_> = (0..2_000).map(|at| format!("!If [C{at}, a, b]")).collect();
    let many = many.join(", ");
    in_time(&policies(5, &format!("!Join ['', [{many}]]")));
}

#[test]
fn many_of_anything_are_no_square() {
    let many = |make: &dyn Fn(usize) -> String| {
        let items: Vec<_> = (0..20_000).map(make).collect();
        items.join(", ")
    };
    in_time(&policies(1, &format!("[{}]", many(&|at| format!("!Base64 x{at}")))));
    in_time(&policies(1, &format!("!Join ['', [{}]]", many(&|at| format!("!If [C{at}, a, b]")))));
    let refs = many(&|at| format!("!Ref N{at}"));
    let actions = format!(
        "Resources: {{It: {{Type: 'AWS::IAM::ManagedPolicy', Properties: {{PolicyDocument: {{Statement: {{Action: [{refs}]}}}}}}}}}}"
    );
    in_time(&actions);
    let keys = many(&|at| format!("k{at}: v"));
    let finds = many(&|at| format!("!FindInMap [M, a, k{at}]"));
    in_time(
        &(format!("Mappings: {{M: {{a: {{{keys}}}}}}}\n") + &policies(1, &format!("[{finds}]"))),
    );
    let uses: String =
        (0..20_000).flat_map(|at| ["${k".to_owned(), at.to_string(), "}".to_owned()]).collect();
    in_time(&policies(1, &format!("!Sub ['{uses}', {{{keys}}}]")));
    let bucket = format!("  B: {{Type: 'AWS::S3::Bucket', Properties: {{{keys}}}}}\n");
    in_time(&(policies(20_000, "!Ref B") + &bucket));
}

#[test]
fn loops_in_loops_end() {
    let mut body = "{P: {Type: 'AWS::S3::Bucket'}}".to_owned();
    for at in 0..12 {
        body = format!("{{'Fn::ForEach::L{at}': [N{at}, [a, b, c, d, e, f, g, h, i, j], {body}]}}");
    }
    let text = format!("Resources: {body}");
    let start = Instant::now();
    let contents = contents(&text);
    assert!(contents.unchecked.iter().any(|it| it.reason.contains("loops")), "{contents:?}");
    assert!(start.elapsed() < BOUND);
}

#[test]
fn what_has_the_wrong_form_is_no_panic() {
    for value in [
        "null",
        "1",
        "[]",
        "{}",
        "x",
        "[[x]]",
        "{Ref: [x]}",
        "{Ref: {Ref: x}}",
        "!If []",
        "!GetAtt x",
    ] {
        for text in [
            format!("# a template\n{value}"),
            format!("Resources: {value}"),
            format!("Resources: {{A: {value}}}"),
            format!("Transform: {value}\nGlobals: {value}\nParameters: {value}\nMappings: {value}"),
            format!("Resources: {{A: {{Type: 'AWS::IAM::Role', Properties: {value}}}}}"),
            format!(
                "Resources: {{A: {{Type: 'AWS::IAM::Role', Properties: {{Policies: {value}}}}}}}"
            ),
            format!(
                "Resources: {{A: {{Type: 'AWS::Lambda::Permission', Properties: {{Principal: {value}, Condition: {value}, SourceArn: {value}}}}}}}"
            ),
            format!(
                "Resources: {{A: {{Type: 'AWS::Serverless::Function', Properties: {{Policies: [{value}, {{S3ReadPolicy: {value}}}, {{S3ReadPolicy: {{BucketName: {value}}}}}]}}}}}}"
            ),
            format!(
                "Globals: {{Function: {value}}}\nResources: {{'Fn::ForEach::X': {value}, 'Fn::ForEach::Y': [{value}, {value}, {value}]}}"
            ),
            policies(1, value),
            policies(1, &format!("!Sub [{value}, {value}]")),
            policies(1, &format!("!Join [{value}, {value}]")),
            policies(1, &format!("!Select [{value}, {value}]")),
            policies(1, &format!("!Split [{value}, {value}]")),
            policies(1, &format!("!FindInMap [{value}, {value}, {value}]")),
            policies(1, &format!("!ImportValue {{x: {value}}}")),
            policies(1, &format!("!If [{value}, {value}, {value}]")),
        ] {
            contents(&text);
        }
    }
}
