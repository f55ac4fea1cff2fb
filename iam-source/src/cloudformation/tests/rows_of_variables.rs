//! Variables of the Serverless Framework that choose among the rows of a map.

use super::framework::{contents, with};
use super::reading::json_of;
use crate::found::Found;

/// What each policy says of its resource, and on what that depends.
fn resources(resource: &str, rest: &str) -> Vec<(String, String)> {
    let contents = contents(&with(resource, rest));
    assert_eq!(contents.unchecked, [], "{resource} {rest}");
    let of = |found: &Found<'_>| {
        let document = json_of(&found.document);
        let (_, resource) = document.split_once(r#""Resource":"#).expect("a resource");
        let resource = resource.strip_suffix("}]}").expect("the end").replace('"', "");
        (resource, found.decided.join(", ").replace('"', ""))
    };
    contents.policies.iter().map(of).collect()
}

const MAPS: &str = "
custom:
  stage: ${opt:stage, 'dev'}
  chosen: ${self:custom.text.${self:custom.stage}}
  text: { prod: wide, dev: narrow, test: narrow }
  list: { dev: [a, b], prod: ['*'] }
  same: { dev: one, prod: one }
  deep: { dev: { bucket: d }, prod: { bucket: '${self:custom.named}' } }
  named: of-prod
  default: x
";

#[test]
fn each_row_is_a_way() {
    let all = |resource: &str| resources(resource, MAPS);
    let stage = |keys: &str| format!("opt:stage, 'dev' is one of [{keys}]");
    let two = |dev: &str, prod: &str, of_dev: &str| {
        vec![(dev.to_owned(), stage(of_dev)), (prod.to_owned(), stage("prod"))]
    };
    for variable in [
        "self:custom.text.${opt:stage, 'dev'}",
        "self:custom.text.${self:custom.stage}",
        "self:custom.chosen",
    ] {
        let in_text = all(&format!("\"arn:aws:s3:::${{{variable}}}/*\""));
        let wanted = two("arn:aws:s3:::narrow/*", "arn:aws:s3:::wide/*", "dev, test");
        assert_eq!(in_text, wanted, "{variable}");
        let whole = all(&format!("\"${{{variable}}}\""));
        assert_eq!(whole, two("narrow", "wide", "dev, test"), "{variable}");
    }
    let list = all("'${self:custom.list.${self:custom.stage}}'");
    assert_eq!(list, two("[a,b]", "[*]", "dev"));
    let deep = all("!Sub 'arn:aws:s3:::${self:custom.deep.${self:custom.stage}.bucket}'");
    assert_eq!(deep, two("arn:aws:s3:::d", "arn:aws:s3:::of-prod", "dev"));
    let same = all("'${self:custom.same.${self:custom.stage}}'");
    assert_eq!(same, [("one".to_owned(), String::new())]);
    // Both are what they are in one stage; what has no row there is not deployed.
    let both = all("'${self:custom.chosen}${self:custom.deep.${self:custom.stage}.bucket}'");
    let shown: Vec<_> = both.iter().map(|(resource, _)| resource.as_str()).collect();
    assert_eq!(shown, ["narrowd", "wideof-prod"]);
}

#[test]
fn what_is_in_no_row_is_a_way_too() {
    let variable = "'${self:custom.list.${opt:stage}, self:custom.default}'";
    let found = resources(variable, MAPS);
    let shown: Vec<_> = found.iter().map(|(resource, _)| resource.as_str()).collect();
    assert_eq!(shown, ["[a,b]", "[*]", "x"]);
    let found = resources("'${self:custom.text.${opt:stage, \"qa\"}, \"none\"}'", MAPS);
    let shown: Vec<_> = found.iter().map(|(resource, _)| resource.as_str()).collect();
    assert_eq!(shown, ["none", "wide", "narrow"]);
}

#[test]
fn the_stage_is_there_to_be_given() {
    for stage in ["", "  stage: dev\n", "  stage: ${opt:stage, 'dev'}\n"] {
        for variable in ["self:provider.stage", "sls:stage"] {
            let resource = format!("'${{self:custom.list.${{{variable}}}}}'");
            let text = with(&resource, MAPS);
            let text = text.replace("  name: aws\n", &format!("  name: aws\n{stage}"));
            let found = contents(&text);
            assert_eq!(found.policies.len(), 2, "{text}");
            assert_eq!(found.unchecked, [], "{text}");
        }
    }
}

#[test]
fn whole_lists_of_statements_are_chosen() {
    let text = "service: orders
provider:
  name: aws
  iamRoleStatements: ${self:custom.statements.${opt:stage, 'dev'}}
  iam:
    role:
      managedPolicies: ${self:custom.policies.${opt:stage, 'dev'}}
custom:
  statements:
    dev: [{ Effect: Allow, Action: 's3:GetObject', Resource: '*' }]
    prod: [{ Effect: Allow, Action: 's3:*', Resource: '*' }, '${file(more.yml)}']
  policies: { dev: [one], prod: [one, two] }
";
    let contents = contents(text);
    let shown: Vec<_> = contents.policies.iter().map(Found::name).collect();
    assert_eq!(shown, ["provider/iamRoleStatements"; 2]);
    let reasons: Vec<_> = contents.unchecked.iter().map(|it| it.reason.as_str()).collect();
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    assert!(reasons[0].contains("${file(more.yml)}"), "{reasons:?}");
    let names: Vec<_> = contents.attached.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["one", "two"]);
}

#[test]
fn many_rows_are_told_and_tell_their_changes() {
    let rows = |last: &str| {
        let rows: Vec<_> = (0..12).map(|at| format!("s{at}: v{at}")).collect();
        format!("custom: {{ text: {{ {}, last: {last} }} }}\n", rows.join(", "))
    };
    let name = |last: &str| {
        let contents = contents(&with("'${self:custom.text.${opt:stage}}'", &rows(last)));
        assert_eq!(contents.unchecked.len(), 1);
        contents.policies[0].holes[0].name.clone()
    };
    assert_eq!(name("a"), name("a"));
    assert_ne!(name("a"), name("b"));
}

#[test]
fn rows_that_lead_to_rows_end() {
    let mut custom = String::from("custom:\n");
    for at in 0..20 {
        let next = |of: &str| format!("'${{self:custom.{of}{}.${{opt:s{at}}}}}'", at + 1);
        let text = next("t").replace('\'', "").repeat(20);
        let lists = vec![next("l"); 20].join(", ");
        for (name, row) in [("t", format!("'{text}'")), ("l", format!("[{lists}]"))] {
            let rows: Vec<_> = (0..7).map(|key| format!("k{key}: {row}")).collect();
            custom.extend([format!("  {name}{at}: {{ {} }}\n", rows.join(", "))]);
        }
    }
    custom.push_str(
        "  self: { a: '${self:custom.self.${opt:s}}', b: ['${self:custom.self.${opt:s}}'] }\n",
    );
    for variable in ["t0", "l0", "self"] {
        let text = with(&format!("'${{self:custom.{variable}.${{opt:s}}}}'"), &custom);
        assert!(!contents(&text).policies.is_empty(), "{variable}");
    }
}
