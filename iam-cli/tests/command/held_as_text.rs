//! Policies that stand in strings of templates, configurations and answers.

use crate::program::Folder;

/// What `validate` prints of this file of the folder.
fn told(folder: &Folder, file: &str) -> String {
    folder.run(&["validate", file]).assert(1).out.clone()
}

#[test]
fn a_permission_of_ram_is_checked_as_an_object_and_as_text() {
    let template = |value: &str| {
        format!(
            "Resources:\n  Shared:\n    Type: AWS::RAM::Permission\n    Properties:\n      Name: read\n      \
             ResourceType: glue:Database\n      PolicyTemplate:{value}\n"
        )
    };
    let block = template(
        " |\n        {\n          \"Effect\": \"Allow\",\n          \"Action\": [\"glue:GetTabl\", \"glue:GetTable\"]\n        }",
    );
    let object = template("\n        Effect: Allow\n        Action: [glue:GetTabl, glue:GetTable]");
    let quoted = template(" '{\"Effect\": \"Allow\", \"Action\": [\"glue:GetTabl\"]}'");
    let json = r#"{"Resources": {"Shared": {"Type": "AWS::RAM::Permission", "Properties": {
  "PolicyTemplate":
    "{\"Effect\": \"Allow\", \"Action\": [\"glue:GetTabl\"]}"}}}}"#;
    let terraform = "resource \"aws_ram_permission\" \"p\" {\n  name = \"read\"\n  policy_template = jsonencode({\n    Effect = \"Allow\"\n    Action = [\"glue:GetTabl\"]\n  })\n}\n\
                     resource \"aws_ram_permission\" \"q\" {\n  policy_template = \"{\\\"Effect\\\": \\\"Allow\\\", \\\"Action\\\": [\\\"glue:GetTabls\\\"]}\"\n}\n";
    let folder = Folder::new(
        "held-ram",
        &[
            ("block.yaml", &block),
            ("object.yaml", &object),
            ("quoted.yaml", &quoted),
            ("template.json", json),
            ("terraform/main.tf", terraform),
        ],
    );
    let places = [
        ("block.yaml", "block.yaml:10:22"),
        ("object.yaml", "object.yaml:9:18"),
        ("quoted.yaml", "quoted.yaml:7:55"),
        ("template.json", "template.json:3:43"),
        ("terraform", "terraform/main.tf:5:15"),
        ("terraform", "terraform/main.tf:9:59"),
    ];
    for (file, place) in places {
        let out = told(&folder, file);
        assert!(out.contains("error[invalid-action]: `glue` has no action `GetTabl"), "{out}");
        assert!(out.contains(&format!("--> {place}\n")), "{place}: {out}");
        assert!(!out.contains("not checked:"), "{out}");
        assert!(!out.contains("missing-"), "{out}");
    }
    let list = folder.run(&["list-policies", "."]).assert(0).out.clone();
    let wanted = "./quoted.yaml:7: resource Shared PolicyTemplate, with holes: ";
    assert!(list.contains(wanted), "{list}");
}

const TEMPLATE: &str = "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Read:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action: s3:GetObjct # é\n            Resource: !Sub 'arn:${AWS::Partition}:s3:::${Bucket}/*'\n  Other: {Type: AWS::CloudFormation::Stack}\nParameters: {Bucket: {Type: String}}\n";

/// An answer of `get-template` with this template as its text.
fn get_template(text: &str) -> String {
    let body = serde_json::to_string(text).unwrap();
    format!(
        "{{\n    \"TemplateBody\": {body},\n    \"StagesAvailable\": [\"Original\", \"Processed\"]\n}}\n"
    )
}

#[test]
fn a_template_in_an_answer_is_read_where_it_stands() {
    let json = r#"{"Resources": {"Read": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {
  "PolicyDocument": {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*"}]}}}}}"#;
    let indented = TEMPLATE.replace('\n', "\n  ");
    let folder = Folder::new(
        "held-get-template",
        &[
            ("text.json", &get_template(TEMPLATE)),
            ("json-text.json", &get_template(json)),
            ("object.json", &format!("{{\"TemplateBody\":\n{json}, \"StagesAvailable\": []}}")),
            ("set.json", &format!("{{\"StackSet\": {}}}", get_template(TEMPLATE))),
            (
                "answer.yaml",
                &format!("StagesAvailable: [Original]\nTemplateBody: |\n  {indented}\n"),
            ),
        ],
    );
    // In the string all of it is one line; the column is that of the place.
    let column = get_template(TEMPLATE).lines().nth(1).unwrap().find("s3:GetObjct").unwrap() + 1;
    let json_column =
        get_template(json).lines().nth(1).unwrap().find("\\\"s3:GetObjct").unwrap() + 1;
    let places = [
        ("text.json", format!("text.json:2:{column}")),
        ("json-text.json", format!("json-text.json:2:{json_column}")),
        ("object.json", "object.json:4:35".to_owned()),
        ("set.json", format!("set.json:2:{column}")),
        ("answer.yaml", "answer.yaml:12:23".to_owned()),
    ];
    for (file, place) in places {
        let out = told(&folder, file);
        assert!(out.starts_with("error[invalid-action]: `s3` has no action `GetObjct`"), "{out}");
        assert!(out.contains(&format!("--> {place}\n")), "{place}: {out}");
        assert!(out.contains("= in: `Read`, `PolicyDocument`\n"), "{out}");
    }
    let out = told(&folder, "text.json");
    assert!(out.contains("not checked: text.json:2: `Other`: a nested stack"), "{out}");
    assert!(out.ends_with("1 policy checked, 1 with holes, 1 not checked\n"), "{out}");
    let listed = folder.run(&["list-policies", "."]).assert(0).out.clone();
    assert_eq!(listed.matches(" identity Read PolicyDocument").count(), 5, "{listed}");
    let one = folder.run(&["minimize", "--policy-of", "Read", "text.json"]);
    assert!(one.assert(0).out.contains("arn:${AWS::Partition}:s3:::${Bucket}/*"), "{}", one.out);
    // The text is what AWS has: it is not mended there.
    let answer = get_template(&TEMPLATE.replace("s3:GetObjct", "[s3:GetObject, s3:GetObject]"));
    folder.write("text.json", &answer);
    folder.run(&["validate", "--fix", "text.json"]).assert(0);
    assert_eq!(std::fs::read_to_string(folder.0.join("text.json")).unwrap(), answer);
}

#[test]
fn what_a_template_in_an_answer_silences_is_silent() {
    let text = TEMPLATE.replace("# é", "# iam:allow invalid-action a preview");
    let folder = Folder::new("held-get-template-allow", &[("a.json", &get_template(&text))]);
    assert_eq!(folder.run(&["validate", "a.json"]).assert(0).err, "");
}

#[test]
fn what_is_no_template_in_an_answer_is_told() {
    let folder = Folder::new("held-get-template-none", &[("a.json", &get_template("hello"))]);
    let out = folder.run(&["validate", "a.json"]).assert(0).out.clone();
    assert!(out.starts_with("not checked: a.json:2: what stands here for a template"), "{out}");
    folder.run(&["validate", "--fail-on-unchecked", "a.json"]).assert(1);
    // A template without policies is one all the same.
    let empty = get_template("Resources:\n  A:\n    Type: AWS::S3::Bucket\n");
    folder.write("a.json", &empty);
    folder.run(&["validate", "--fail-on-unchecked", "a.json"]).assert(0);
}

#[test]
fn a_broken_template_in_an_answer_is_an_error() {
    let broken = TEMPLATE.replace("Action: s3", "Action: [s3");
    let folder = Folder::new("held-get-template-broken", &[("a.json", &get_template(&broken))]);
    for path in ["a.json", "."] {
        let ran = folder.run(&["validate", path]);
        assert!(ran.assert(2).err.contains("a.json:2:"), "{}", ran.err);
        assert!(ran.err.contains("not a CloudFormation template that can be read"), "{}", ran.err);
    }
}
