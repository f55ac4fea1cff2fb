//! Files of a folder that cannot be read: told where they may hold policies, else left out.

use crate::program::{Folder, Ran};
use serde_json::Value;

const UNCLOSED: &str = "Version: \"2012-10-17\"\nStatement:\n  - Effect: Allow\n    Action: s3:GetObject\n    Resource: \"*\n";
const JINJA: &str = "role:\n  PolicyDocument:\n    Statement:\n      - Effect: Allow\n        Action: {{ action }}\n        Resource: '*'\n";
const HELM: &str =
    "kind: Service\nmetadata:\n  labels:\n    {{- include \"labels\" . | nindent 4 }}\n";

fn listed(ran: &Ran, of: &str) -> Vec<(String, Option<u64>, String)> {
    let answer = ran.json();
    let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
    let all = answer[of].as_array().unwrap().iter();
    all.map(|it| (text(&it["file"]), it["line"].as_u64(), text(&it["reason"]))).collect()
}

#[test]
fn yaml_that_speaks_of_policies_is_told() {
    let folder = Folder::new("no-yaml", &[("d/a.yaml", UNCLOSED)]);
    let ran = folder.run(&["validate", "d"]);
    let why = "error: d/a.yaml:5:15: not a policy that can be read: ";
    assert!(ran.assert(2).err.starts_with(why), "{}", ran.err);
    let ran = folder.run(&["validate", "--format", "json", "d"]);
    assert!(ran.assert(2).json()[0]["error"].is_string(), "{}", ran.out);
    // Asked to leave out others, this is none.
    folder.run(&["validate", "--ignore-others", "d/a.yaml"]).assert(2);
    let ran = folder.run(&["list-policies", "--format", "json", "d"]);
    assert_eq!(listed(ran.assert(2), "unchecked")[0].1, Some(5), "{}", ran.out);
}

#[test]
fn yaml_that_is_rendered_first_is_not_checked() {
    let folder = Folder::new("no-yaml-yet", &[("d/a.yaml", JINJA), ("d/service.yaml", HELM)]);
    let ran = folder.run(&["validate", "d"]);
    let told = "not checked: d/a.yaml:5: no YAML before Jinja, Helm or the like has rendered it";
    assert!(ran.assert(0).out.starts_with(told), "{}", ran.out);
    assert!(ran.out.contains("1 file is no policy: 1 YAML that cannot be read"), "{}", ran.out);
    folder.run(&["validate", "--fail-on-unchecked", "d"]).assert(1);
    folder.run(&["validate", "--fix", "--diff", "d"]).assert(0);
    let answer = folder.run(&["validate", "--format", "json", "d"]).assert(0).json();
    assert_eq!(answer[0]["unchecked"][0]["line"], 5, "{answer}");
    // Whoever names it is told that it is none.
    folder.run(&["validate", "d/a.yaml"]).assert(2);
    let ran = folder.run(&["list-policies", "--format", "json", "d"]);
    let unchecked = listed(ran.assert(0), "unchecked");
    assert_eq!((unchecked[0].0.as_str(), unchecked[0].1), ("d/a.yaml", Some(5)), "{}", ran.out);
    assert_eq!(unchecked.len(), 1);
    let left_out = "note: 1 file is no policy: 1 YAML that cannot be read, and no template\n";
    assert_eq!(ran.err, left_out);
    folder.run(&["list-policies", "d/service.yaml"]).assert(2);
}

#[test]
fn what_validate_finds_something_in_is_listed_or_told() {
    let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}"#;
    let folder = Folder::new(
        "listed-broken",
        &[
            ("d/comment.json", &format!("// c\n{policy}")),
            ("d/comma.json", &policy.replace("}]}", "}],\n}")),
            ("d/two.json", &format!("{policy}\n{policy}\n")),
            ("d/tsconfig.json", "{ // a comment\n}"),
        ],
    );
    let ran = folder.run(&["list-policies", "--format", "json", "d"]);
    let unchecked = listed(ran.assert(2), "unchecked");
    let places: Vec<_> = unchecked.iter().map(|(file, line, _)| (file.as_str(), *line)).collect();
    let wanted = [("d/comma.json", Some(2)), ("d/comment.json", Some(1)), ("d/two.json", Some(2))];
    assert_eq!(places, wanted, "{}", ran.out);
    assert_eq!(folder.run(&["list-policies", "d"]).assert(2).err.matches("error: ").count(), 3);
    let lower = r#"{"statement": [{"effect": "Allow"}], "version": "2012-10-17"}"#;
    let folder = Folder::new("listed-lower", &[("d/lower.json", lower), ("d/p.json", "{}")]);
    folder.run(&["validate", "d"]).assert(1);
    let ran = folder.run(&["list-policies", "--format", "json", "d"]);
    let unchecked = listed(ran.assert(0), "unchecked");
    assert_eq!((unchecked[0].0.as_str(), unchecked[0].1), ("d/lower.json", Some(1)), "{}", ran.out);
    assert_eq!(unchecked.len(), 1, "{}", ran.out);
}

#[test]
fn what_is_no_json_and_speaks_of_statements_is_told() {
    let json5 = "{Version: '2012-10-17', Statement: [{Effect: 'Allow', Action: 's3:Get*'}]}";
    let yaml = "Version: 2012-10-17\nStatement:\n- Effect: Allow\n";
    let utf_16: String = "{\"Statement\": []}".chars().flat_map(|it| [it, '\0']).collect();
    for text in [json5, yaml, &utf_16] {
        let folder = Folder::new("no-json", &[("d/a.json", text), ("d/b.json", "a: Statements")]);
        let ran = folder.run(&["validate", "d"]);
        assert!(ran.assert(1).out.contains(" --> d/a.json:1:"), "{text}: {}", ran.out);
        folder.run(&["list-policies", "d"]).assert(2);
    }
}

#[test]
fn yaml_in_another_case_is_not_checked() {
    let text = "# of a team\nversion: '2012-10-17'\nstatement:\n- effect: Allow\n  action: s3:*\n  resource: '*'\n";
    let other = "version: 1\nstatement:\n- effect: none\n";
    let folder = Folder::new("lower-yaml", &[("d/a.yaml", text), ("d/b.yaml", other)]);
    let ran = folder.run(&["validate", "d"]);
    let told = "not checked: d/a.yaml:2: a policy, it seems, but for the case of its names";
    assert!(ran.assert(0).out.starts_with(told), "{}", ran.out);
    folder.run(&["validate", "--fail-on-unchecked", "d"]).assert(1);
    folder.run(&["validate", "d/a.yaml"]).assert(2);
    let ran = folder.run(&["list-policies", "--format", "json", "d"]);
    assert_eq!(listed(ran.assert(0), "unchecked").len(), 1, "{}", ran.out);
}
