//! What functions give.

use super::reading::{contents, json_of, line, only, places};
use crate::found::Syntax;

/// A template of a policy with this resource, and the rest of the template beside it.
fn yaml(resource: &str, rest: &str) -> String {
    format!(
        "{rest}\nResources:\n  Bucket:\n    Type: AWS::S3::Bucket\n  Named:\n    Type: AWS::S3::Bucket\n    \
         Properties:\n      BucketName: reports\n  Topic:\n    Type: AWS::SNS::Topic\n  It:\n    \
         Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n          \
         Resource: {resource}\n"
    )
}

/// What the resource of the only policy becomes, and the names of its holes, with `~` for each fingerprint.
fn resource(resource: &str, rest: &str) -> (String, String) {
    let text = yaml(resource, rest);
    let found = only(&text);
    let statement = &found.document.member("Statement").expect("statement").node;
    let shown = json_of(&statement.member("Resource").expect("resource").node);
    let names: Vec<_> = found.holes.iter().map(|hole| hole.name.as_str()).collect();
    let (mut shown, mut told) = (shown, names.join(" "));
    for name in names {
        let Some((before, by)) = name.rsplit_once('.') else { continue };
        if by.len() == 10 && by.bytes().all(|it| matches!(it, b'a'..=b'z' | b'2'..=b'7')) {
            let without = format!("{before}.~");
            (shown, told) = (shown.replace(name, &without), told.replace(name, &without));
        }
    }
    (shown, told)
}

fn is(expression: &str, rest: &str, wanted: &str, holes: &str) {
    let found = resource(expression, rest);
    assert_eq!(found, (wanted.to_owned(), holes.to_owned()), "{expression}");
}

const PARAMETERS: &str = "Parameters:\n  Stage: {Type: String, Default: prod}\n  Free: {Type: String}\n  \
    Empty: {Type: String, Default: ''}\n  Count: {Type: Number, Default: 3}\n  \
    Names: {Type: CommaDelimitedList, Default: 'a, b'}\n  Open: {Type: 'List<String>'}\n  \
    Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /path}\nMappings:\n  \
    Map: {prod: {arn: x, list: [y, z]}}\n";

#[test]
fn parameters_are_their_defaults_or_holes() {
    is("!Ref Stage", PARAMETERS, r#""prod""#, "");
    is("!Ref Count", PARAMETERS, r#""3""#, "");
    is("!Ref Names", PARAMETERS, r#"["a","b"]"#, "");
    is("!Ref Free", PARAMETERS, r#""${Free}""#, "Free");
    is("!Ref Empty", PARAMETERS, r#""${Empty}""#, "Empty");
    is("!Ref Stored", PARAMETERS, r#""${Stored.~}""#, "Stored.~");
    is("!Ref Open", PARAMETERS, "?", "Open");
    is("!Ref Nowhere", PARAMETERS, r#""${Nowhere}""#, "Nowhere");
    is("!Ref AWS::Region", PARAMETERS, r#""${AWS::Region}""#, "");
    is("[a, !Ref AWS::NoValue, b]", PARAMETERS, r#"["a","b"]"#, "");
}

#[test]
fn references_have_the_shape_of_what_they_lead_to() {
    is("!GetAtt Bucket.Arn", "", r#""arn:${AWS::Partition}:s3:::${Bucket}""#, "Bucket");
    is("!GetAtt Named.Arn", "", r#""arn:${AWS::Partition}:s3:::reports""#, "");
    is("!Ref Named", "", r#""reports""#, "");
    let topic = r#""arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:${Topic}""#;
    is("!Ref Topic", "", topic, "Topic");
    is("!GetAtt [Bucket, DomainName]", "", r#""${Bucket.DomainName}""#, "Bucket.DomainName");
    is("!GetAtt Nowhere.Arn", "", r#""${Nowhere.Arn}""#, "Nowhere.Arn");
    let joined = "!Join ['', [!GetAtt Bucket.Arn, '/*']]";
    is(joined, "", r#""arn:${AWS::Partition}:s3:::${Bucket}/*""#, "Bucket");
}

#[test]
fn names_of_resources_are_names() {
    let named = |expression: &str| {
        let rest = format!("{PARAMETERS}Conditions: {{}}");
        let text = yaml(expression, &rest)
            + "  Log: {Type: AWS::Logs::LogGroup}\n  Owned: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'x-${Free}'}}\n  \
               Role: {Type: AWS::IAM::Role}\n  Deep: {Type: AWS::IAM::Role, Properties: {Path: /x/}}\n";
        let found = only(&text);
        let holes: Vec<_> = found.holes.iter().map(|it| (it.name.clone(), it.is_name)).collect();
        assert_eq!(holes.len(), 1, "{holes:?}");
        holes[0].1
    };
    assert!(named("!GetAtt Bucket.Arn"));
    assert!(named("!Sub '${Role.Arn}'"));
    assert!(named("!GetAtt Owned.Arn"));
    assert!(!named("!GetAtt Log.Arn"));
    assert!(!named("!GetAtt Deep.Arn"));
    assert!(!named("!GetAtt Bucket.DomainName"));
    assert!(!named("!Ref Free"));
}

#[test]
fn text_is_put_together() {
    is(
        "!Sub 'arn:aws:s3:::${Bucket}/${Stage}/*'",
        PARAMETERS,
        r#""arn:aws:s3:::${Bucket}/prod/*""#,
        "Bucket",
    );
    is(
        "!Sub ['${a}/${!aws:username}', {a: !GetAtt Named.Arn}]",
        "",
        r#""arn:${AWS::Partition}:s3:::reports/${aws:username}""#,
        "",
    );
    is("!Sub '${Bucket.Arn}/*'", "", r#""arn:${AWS::Partition}:s3:::${Bucket}/*""#, "Bucket");
    is("!Sub 'a${'", "", r#""a${""#, "");
    is("!Sub '${aws:username}'", "", r#""${aws:username}""#, "");
    is("'${Bucket}'", "", r#""${Bucket}""#, "");
    is("!Join ['-', !Ref Names]", PARAMETERS, r#""a-b""#, "");
    is("!Select [1, !Ref Names]", PARAMETERS, r#""b""#, "");
    is("!Select ['1', !Split ['-', 'x-y']]", "", r#""y""#, "");
    is(
        "!Select [0, !Split ['-', !Ref Free]]",
        PARAMETERS,
        r#""${Select.0.Free.~}""#,
        "Select.0.Free.~",
    );
    is("!FindInMap [Map, !Ref Stage, arn]", PARAMETERS, r#""x""#, "");
    is("!FindInMap [Map, !Ref Stage, list]", PARAMETERS, r#"["y","z"]"#, "");
    is(
        "!FindInMap [Map, !ImportValue x, arn]",
        PARAMETERS,
        r#""${FindInMap.Map.x.arn.~}""#,
        "FindInMap.Map.x.arn.~",
    );
    is("!ImportValue x-y", "", r#""${ImportValue.x_y.~}""#, "ImportValue.x_y.~");
    is("!ImportValue x_y", "", r#""${ImportValue.x_y}""#, "ImportValue.x_y");
    is(
        "!ImportValue {'Fn::Sub': '${Free}-Arn'}",
        PARAMETERS,
        r#""${ImportValue.__Free__Arn.~}""#,
        "ImportValue.__Free__Arn.~",
    );
    is(
        "[!Base64 x, !Base64 y]",
        "",
        r#"["${Base64.x.~}","${Base64.y.~}"]"#,
        "Base64.x.~ Base64.y.~",
    );
    is("!Join x", "", r#""${Join.x.~}""#, "Join.x.~");
    is("!Sub [a, b, c]", "", r#""${Sub.a.b.c.~}""#, "Sub.a.b.c.~");
    is("!If x", "", r#""${If.x.~}""#, "If.x.~");
}

#[test]
fn conditions_go_both_ways() {
    let of = |expression: &str| {
        let contents = contents(&yaml(expression, ""));
        assert_eq!(contents.unchecked, []);
        let shown = contents.policies.iter().map(|it| json_of(&it.document));
        shown
            .map(|it| it.replace(r#"{"Statement":{"Resource":"#, "").replace("}}", ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(of("!If [C, a, b]"), [r#""a""#, r#""b""#]);
    assert_eq!(of("!If [C, a, !If [D, b, c]]"), [r#""a""#, r#""b""#, r#""c""#]);
    // So they do in a list, of which one may choose several items.
    let list = "[!If [C, a, b], !If [C, !Ref 'AWS::NoValue', [c, d]]]";
    assert_eq!(of(list), [r#"["a"]"#, r#"["b","c","d"]"#]);
    // One condition decides all that it is asked for.
    assert_eq!(
        of("!Sub ['${x}${y}', {x: !If [C, a, b], y: !If [C, c, d]}]"),
        [r#""ac""#, r#""bd""#]
    );
    let many: Vec<_> = (0..30).map(|at| format!("!If [C{at}, a, b]")).collect();
    let many = many.join(", ");
    let contents = contents(&yaml(&format!("!Join ['', [{many}]]"), ""));
    assert_eq!(contents.policies.len(), 8);
    assert!(contents.unchecked[0].reason.contains("more than 8 documents"));
}

#[test]
fn what_decides_a_statement_is_no_text_where_it_is_not_known() {
    let text = "Parameters: {Action: {Type: String}, Effect: {Type: String}}\nResources:\n  It:\n    Type: \
        AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Statement:\n        - Effect: \
        !Ref Effect\n          Action: [s3:GetObject, !Ref Action, !Sub 's3:${Action}']\n";
    let found = only(text);
    let wanted = r#"{"Statement":[{"Effect":?,"Action":["s3:GetObject",?,?]}]}"#;
    assert_eq!(json_of(&found.document), wanted);
}

#[test]
fn documents_of_text_have_their_places() {
    let text = "Resources:\n  Bucket: {Type: AWS::S3::Bucket}\n  It:\n    Type: AWS::IAM::ManagedPolicy\n    \
        Properties:\n      PolicyDocument: !Sub |\n        {\n          \"Statement\": {\n            \"Action\": \
        \"s3:GetObjct\",\n            \"Resource\": \"${Bucket.Arn}/*\", \"Sid\": \"After\"\n          }\n        }\n";
    let found = only(text);
    assert!(matches!(&found.syntax, Syntax::Text(text) if text.starts_with("{\n  \"Statement\"")));
    assert_eq!(line(text, found.span.start), 6);
    let mut spans = Vec::new();
    for wanted in ["s3:GetObjct", "After", "arn:${AWS::Partition}:s3:::${Bucket}/*"] {
        places(&found.document, wanted, &mut spans);
    }
    let written: Vec<_> =
        spans.iter().map(|span| &text[span.start as usize..span.end as usize]).collect();
    assert_eq!(written, ["\"s3:GetObjct\"", "\"After\"", "\"${Bucket.Arn}/*\""]);
}

#[test]
fn a_document_begins_where_its_string_does() {
    let text = "Resources:\n  It:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        \
        Fn::Sub:\n          - |\n            {\"Statement\": {\"Sid\": \"${name}\"}}\n          - {name: x}\n";
    let found = only(text);
    assert_eq!(json_of(&found.document), r#"{"Statement":{"Sid":"x"}}"#);
    assert_eq!(line(text, found.span.start), 7);
}

#[test]
fn documents_that_are_joined_have_their_places() {
    let text = "{\"Resources\": {\"Bucket\": {\"Type\": \"AWS::S3::Bucket\"}, \"It\": {\"Type\": \
        \"AWS::IAM::ManagedPolicy\", \"Properties\": {\"PolicyDocument\": {\"Fn::Join\": [\"\", [\n  \
        \"{\\\"Statement\\\": {\\\"Action\\\": \",\n  \"\\\"s3:GetObjct\\\", \\\"Resource\\\": \\\"\",\n  \
        {\"Fn::GetAtt\": [\"Bucket\", \"Arn\"]},\n  \"\\\"}}\"]]}}}}}";
    let found = only(text);
    let mut spans = Vec::new();
    places(&found.document, "s3:GetObjct", &mut spans);
    assert_eq!(line(text, spans[0].start), 3);
    let written = &text[spans[0].start as usize..spans[0].end as usize];
    assert_eq!(written, "\\\"s3:GetObjct\\\"");
    let wanted = r#"{"Statement":{"Action":"s3:GetObjct","Resource":"arn:${AWS::Partition}:s3:::${Bucket}"}}"#;
    assert_eq!(json_of(&found.document), wanted);
}

#[test]
fn what_is_no_document_is_told() {
    let reasons = |document: &str| {
        let text = format!(
            "{PARAMETERS}Resources:\n  It:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      \
             PolicyDocument: {document}\n"
        );
        let contents = contents(&text);
        assert_eq!(contents.policies, [], "{document}");
        let holder = contents.unchecked.iter().all(|it| it.holder == "It" && it.span.is_some());
        assert!(holder, "{contents:?}");
        let reasons = contents.unchecked.into_iter().map(|it| it.reason);
        reasons.collect::<Vec<_>>().join("; ")
    };
    assert_eq!(reasons("!Ref Free"), "the policy is the value of the parameter `Free`");
    assert_eq!(reasons("!Ref Open"), "the policy is the value of the parameter `Open`");
    assert_eq!(reasons("!ImportValue x"), "the policy is what another stack exports as `x`");
    let included = "{'Fn::Transform': {Name: 'AWS::Include', Parameters: {Location: x}}}";
    assert_eq!(reasons(included), "the policy is what the macro `AWS::Include` makes");
    assert!(reasons("'{\"a\": }'").starts_with("the policy is text that is no JSON: "));
    assert!(reasons("!Sub '{\"a\": ${Free}}'").contains("as far as it is known"));
    assert_eq!(reasons("!Ref AWS::NoValue"), "");
}
