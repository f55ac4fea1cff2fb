//! Documents that conditions and mappings choose among.

use super::reading::{contents, json_of};

/// The statements of each document of a policy with these, in a template that begins so.
fn documents(rest: &str, statements: &str) -> (Vec<String>, Vec<String>) {
    let text = format!(
        "{rest}\nResources:\n  It:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      \
         PolicyDocument:\n        Statement: {statements}\n"
    );
    let contents = contents(&text);
    let shown = contents.policies.iter().map(|found| {
        let shown = json_of(&found.document);
        let shown = shown.strip_prefix(r#"{"Statement":"#).and_then(|it| it.strip_suffix('}'));
        shown.expect("a document").replace('"', "")
    });
    (shown.collect(), contents.unchecked.into_iter().map(|it| it.reason).collect())
}

/// Those of them, all of which are read.
fn all(rest: &str, statements: &str) -> Vec<String> {
    let (documents, unchecked) = documents(rest, statements);
    assert_eq!(unchecked, Vec::<String>::new(), "{statements}");
    documents
}

#[test]
fn an_item_is_there_or_not() {
    assert_eq!(
        all("", "[{Sid: A}, !If [Dev, {Sid: B}, !Ref 'AWS::NoValue']]"),
        ["[{Sid:A},{Sid:B}]", "[{Sid:A}]"]
    );
    assert_eq!(
        all(
            "",
            "[!If [C, {Sid: X, Action: a}, !Ref 'AWS::NoValue'], !If [C, !Ref 'AWS::NoValue', {Sid: X}]]"
        ),
        ["[{Sid:X,Action:a}]", "[{Sid:X}]"]
    );
    for member in ["Action", "NotAction", "Resource", "NotResource"] {
        assert_eq!(
            all("", &format!("{{{member}: [a, !If [C, b, !Ref 'AWS::NoValue']]}}")),
            [format!("{{{member}:[a,b]}}"), format!("{{{member}:[a]}}")]
        );
        assert_eq!(
            all("", &format!("{{{member}: [a, !If [C, b, !If [D, [c, d], e]]]}}")),
            ["[a,b]", "[a,c,d]", "[a,e]"].map(|it| format!("{{{member}:{it}}}"))
        );
    }
    assert_eq!(
        all("", "{Principal: {AWS: [a, !If [C, b, !Ref 'AWS::NoValue']]}}"),
        ["{Principal:{AWS:[a,b]}}", "{Principal:{AWS:[a]}}"]
    );
}

#[test]
fn a_document_that_says_nothing_is_left_out_beside_others() {
    let text = "
Resources:
  It:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: {Version: '2012-10-17', Statement: @}
";
    let found = |statements: &str| contents(&text.replace('@', statements)).policies;
    for statements in [
        "[!If [A, {Sid: X}, !Ref 'AWS::NoValue']]",
        "!If [A, {Sid: X}, !Ref 'AWS::NoValue']",
        "!If [A, [{Sid: X}], []]",
    ] {
        let found = found(statements);
        let [only] = found.as_slice() else { panic!("{statements}: {}", found.len()) };
        assert!(json_of(&only.document).contains('X'), "{statements}");
        // It is there in one case alone.
        let decided: Vec<_> = only.decided.iter().map(AsRef::as_ref).collect();
        assert_eq!(decided, [r#""A" holds"#], "{statements}");
    }
    // Where none says something, that is what there is to be told.
    for statements in
        ["[]", "[!Ref 'AWS::NoValue']", "[!If [A, !Ref 'AWS::NoValue', !Ref 'AWS::NoValue']]"]
    {
        assert_eq!(found(statements).len(), 1, "{statements}");
    }
}

const CONDITIONS: &str = "
Parameters:
  Env: {Type: String, AllowedValues: [dev, test, prod], Default: dev}
  Free: {Type: String}
Conditions:
  Dev: !Equals [!Ref Env, dev]
  Test: !Equals [test, !Ref Env]
  Prod: !Equals [!Ref Env, prod]
  NotDev: !Not [{Condition: Dev}]
  DevOrTest: !Or [{Condition: Dev}, !Equals [!Ref Env, test]]
  FreeDev: !And [{Condition: Dev}, !Equals [!Ref Free, x]]
  Named: !Not [!Equals [!Join ['', [!Ref Free]], '']]
  Nameless: !Equals [!Join ['', [!Ref Free]], '']
  On: !Equals [a, b]
  Off: !Equals [a, b]
  Around: !Not [{Condition: Around}]
";

#[test]
fn conditions_fit_each_other() {
    let of = |conditions: &[&str]| {
        let items: Vec<_> =
            conditions.iter().map(|it| format!("!If [{it}, {it}, !Ref 'AWS::NoValue']")).collect();
        all(CONDITIONS, &format!("{{Action: [{}]}}", items.join(", ")))
            .into_iter()
            .map(|it| it.replace("{Action:[", "").replace("]}", ""))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(of(&["Dev", "NotDev"]), "Dev NotDev");
    assert_eq!(of(&["Dev", "Test"]), "Dev Test ");
    // One of the values that are allowed has to be.
    assert_eq!(of(&["Dev", "Test", "Prod"]), "Dev Test Prod");
    assert_eq!(of(&["DevOrTest", "Prod"]), "DevOrTest Prod");
    assert_eq!(of(&["FreeDev", "Dev"]), "FreeDev,Dev Dev ");
    assert_eq!(of(&["Named", "Nameless"]), "Named Nameless");
    // What somebody turns by hand may be turned.
    assert_eq!(of(&["On", "Off"]), "On,Off Off On ");
    // What nothing is known of may be one way or the other.
    assert_eq!(of(&["Around"]), "Around ");
    assert_eq!(of(&["Nowhere", "Dev"]), "Nowhere,Dev Dev Nowhere ");
}

#[test]
fn what_is_chosen_is_in_some_document_beyond_the_bound() {
    let sections = "Parameters: {A: {Type: String}}\nConditions: {C0: !Equals [!Ref A, '0'], C1: !Equals [!Ref A, '1'], \
        C2: !Equals [!Ref A, '2'], C3: !Equals [!Ref A, '3']}";
    let names = ["C0", "C1", "C2", "C3", "D0", "D1", "D2", "D3"];
    let items = names.map(|name| format!("!If [{name}, {name}, no{name}]"));
    let (documents, unchecked) =
        documents(sections, &format!("{{Action: [{}]}}", items.join(", ")));
    assert_eq!(documents.len(), 8);
    assert_eq!(unchecked, ["conditions choose among more than 8 documents, 8 of which are read"]);
    for name in names {
        for item in [name.to_owned(), format!("no{name}")] {
            let is_in = |it: &String| it.split(['[', ',', ']']).any(|it| it == item);
            assert!(documents.iter().any(is_in), "{item}: {documents:?}");
        }
    }
}

const MAPPINGS: &str = "
Parameters:
  Free: {Type: String}
  Stage: {Type: String, Default: prod}
  Two: {Type: String, AllowedValues: [dev, prod]}
Conditions: {Prod: !Equals [!Ref Stage, prod]}
Mappings:
  M:
    dev: {x: a, y: same}
    test: {x: b, y: same}
    prod: {x: [c, d], y: same}
";

#[test]
fn each_row_that_a_parameter_chooses_is_a_document() {
    let of = |expression: &str| {
        let all = all(MAPPINGS, &format!("{{Resource: {expression}}}"));
        all.iter().map(|it| it.replace("{Resource:", "").replace('}', "")).collect::<Vec<_>>()
    };
    assert_eq!(of("!FindInMap [M, !Ref Free, x]"), ["a", "b", "[c,d]"]);
    assert_eq!(of("!FindInMap [M, !Ref AWS::Region, x]"), ["a", "b", "[c,d]"]);
    // What the default chooses comes first.
    assert_eq!(of("!FindInMap [M, !Ref Stage, x]"), ["[c,d]", "a", "b"]);
    assert_eq!(of("!FindInMap [M, !Ref Two, x]"), ["a", "[c,d]"]);
    assert_eq!(of("!FindInMap [M, !Ref Free, y]"), ["same"]);
    assert_eq!(of("!FindInMap [M, dev, !Ref Free]"), ["a", "same"]);
    // The parameter is the same wherever it is asked for, before or after.
    assert_eq!(
        of("[!Ref Stage, !FindInMap [M, !Ref Stage, x], !If [Prod, p, q]]"),
        ["[prod,[c,d],p]", "[dev,a,q]", "[test,b,q]"]
    );
    assert_eq!(of("[!FindInMap [M, !Ref Free, x], !FindInMap [M, !Ref Free, x]]").len(), 3);
}

#[test]
fn of_a_mapping_of_many_values_is_told_that_they_are_not_read() {
    let rows: Vec<_> = (0..9).map(|at| format!("r{at}: {{x: a{at}}}")).collect();
    let rest = format!("Mappings: {{M: {{{}}}}}", rows.join(", "));
    let (documents, unchecked) =
        documents(&rest, "{Resource: !FindInMap [M, !Ref AWS::Region, x]}");
    let [only] = documents.as_slice() else { panic!("{documents:?}") };
    assert!(only.starts_with("{Resource:${FindInMap.M.AWS.Region.x."), "{only}");
    assert_eq!(
        unchecked,
        ["`AWS::Region` chooses among more than 8 values of a mapping, which are not read"]
    );
}

#[test]
fn what_may_be_everybody_or_a_statement_is_no_text() {
    let rest = "Parameters: {P: {Type: String}}";
    assert_eq!(
        all(rest, "[{Principal: !Ref P}, !GetAtt Custom.X, {Principal: {AWS: !Ref P}}]"),
        ["[{Principal:?},?,{Principal:{AWS:${P}}}]"]
    );
}

#[test]
fn a_dynamic_reference_ends_after_the_names_in_it() {
    let rest = "Parameters: {P: {Type: String}}";
    for expression in [
        "!Sub 'arn:aws:s3:::{{resolve:ssm:/x/${P}}}/*'",
        "!Sub 'arn:aws:s3:::{{resolve:ssm:/${P}/x}}/*'",
        "'arn:aws:s3:::{{resolve:ssm:/x}}/*'",
    ] {
        let all = all(rest, &format!("{{Resource: {expression}}}"));
        let [only] = all.as_slice() else { panic!("{all:?}") };
        let name = only.strip_prefix("{Resource:arn:aws:s3:::${Resolved.ssm.");
        let name = name.and_then(|it| it.strip_suffix("}/*}"));
        assert!(name.is_some_and(|it| !it.contains(['{', '}'])), "{expression}: {only}");
    }
}

#[test]
fn a_policy_template_is_made_of_each_value_that_it_may_be_given() {
    let text = "Transform: AWS::Serverless-2016-10-31
Resources:
  Function:
    Type: AWS::Serverless::Function
    Properties:
      Policies:
        - S3ReadPolicy: {BucketName: !If [C, one, two]}
";
    let contents = contents(text);
    assert_eq!(contents.unchecked, []);
    let shown: Vec<_> = contents.policies.iter().map(|it| json_of(&it.document)).collect();
    assert_eq!(shown.len(), 2);
    assert!(shown[0].contains(":::one/*") && shown[1].contains(":::two/*"), "{shown:?}");
}

#[test]
fn what_is_so_around_a_document_is_so_in_it() {
    let of = |condition: &str, document: &str| {
        let text = format!(
            "{CONDITIONS}\nResources:\n  It:\n    Type: AWS::IAM::ManagedPolicy\n    Condition: {condition}\n    \
             Properties:\n      PolicyDocument: {document}\n"
        );
        let contents = contents(&text);
        assert_eq!(contents.unchecked, []);
        let shown = contents.policies.iter().map(|it| (it.path.clone(), json_of(&it.document)));
        shown
            .map(|(path, it)| path.replace("PolicyDocument", "") + &it.replace(['"', '{', '}'], ""))
            .collect::<Vec<_>>()
    };
    // The resource is there only if its condition holds.
    assert_eq!(of("Dev", "{Statement: [!If [Dev, a, b], !If [Prod, c, d]]}"), ["Statement:[a,d]"]);
    let statement = "{Statement: [!If [Dev, a, b]]}";
    let both = format!("!If [Dev, {statement}, {statement}]");
    assert_eq!(of("Free", &both), ["/Fn::If/1Statement:[a]", "/Fn::If/2Statement:[b]"]);
    // What can never be is read all the same.
    assert_eq!(of("Prod", &both), ["/Fn::If/1Statement:[a]", "/Fn::If/2Statement:[b]"]);
}

#[test]
fn what_is_decided_is_told_where_it_makes_a_difference() {
    let decided = |rest: &str, statements: &str| -> Vec<Vec<String>> {
        let text = format!(
            "{rest}\nResources:\n  It:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      \
             PolicyDocument:\n        Statement: {statements}\n"
        );
        let contents = contents(&text);
        let texts =
            |it: &crate::found::Found<'_>| it.decided.iter().map(ToString::to_string).collect();
        contents.policies.iter().map(texts).collect()
    };
    assert_eq!(decided("", "{Sid: A}"), [[""; 0]]);
    let conditions = "Conditions:\n  C: !Not [{Condition: D}]\n  D: !Equals [!FindInMap [M, a, b], c]\n\
        Mappings: {M: {a: {b: c}}}";
    let definitions = [
        r#"Condition "C": {Fn::Not:[{Condition:Some("D"),},],}"#,
        r#"Condition "D": {Fn::Equals:[{Fn::FindInMap:[Some("M"),Some("a"),Some("b"),],},Some("c"),],}"#,
        r#"Mapping "M": {a:{b:Some("c"),},}"#,
    ];
    let wanted = [r#""C" holds"#, r#""C" does not hold"#].map(|way| {
        let texts = [way].into_iter().chain(definitions);
        let mut texts: Vec<_> = texts.map(str::to_owned).collect();
        texts.sort();
        texts
    });
    assert_eq!(decided(conditions, "{Sid: !If [C, A, B]}"), wanted);
    let rows = "Parameters: {P: {Type: String}}\nMappings: {M: {a: {x: A}, b: {x: B}, c: {x: A}}}";
    assert_eq!(
        decided(rows, "{Sid: !FindInMap [M, !Ref P, x]}"),
        [[r#""P" is one of ["a", "c"]"#], [r#""P" is one of ["b"]"#]]
    );
}
