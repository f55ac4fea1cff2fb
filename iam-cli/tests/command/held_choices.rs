//! Templates in which conditions and mappings choose what a policy has.

use crate::program::Folder;

/// A policy with these statements, in a template that begins so.
fn template(rest: &str, statements: &[&str]) -> String {
    let statements = format!(
        "          - {}
",
        statements.join(
            "
          - "
        )
    );
    format!(
        "{rest}\nResources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        \
         Version: '2012-10-17'\n        Statement:\n{statements}"
    )
}

const DEV: &str = "Conditions: {Dev: !Equals [!Ref 'AWS::Region', eu-west-1]}";
const ALLOW: &str = "{Effect: Allow, Action: 's3:*', Resource: '*'}";
const SECOND: &str = "P/PolicyDocument (2)";

/// Of the way that leaves out what a condition may, whether deleting is granted: it has to be.
#[track_caller]
fn is_granted_one_way(name: &str, statements: &[&str]) {
    let folder = Folder::new(name, &[("stack.yaml", &template(DEV, statements))]);
    let listed = folder.run(&["list-policies", "stack.yaml"]);
    let line = "stack.yaml:7: identity P PolicyDocument\n";
    assert_eq!(listed.assert(0).out, format!("{line}{line}"), "{}", listed.err);
    let asked = folder.run(&[
        "check-access-not-granted",
        "--access",
        "actions=s3:DeleteObject",
        "--policy-document",
        "stack.yaml",
        "--policy-of",
        SECOND,
    ]);
    assert!(asked.assert(1).out.starts_with("FAIL"), "{}", asked.out);
}

#[test]
fn a_denial_that_may_be_left_out_is_no_proof() {
    let none = "!Ref 'AWS::NoValue'";
    let deny = format!("!If [Dev, {{Effect: Deny, Action: 's3:*', Resource: '*'}}, {none}]");
    is_granted_one_way("choice-statement", &[ALLOW, &deny]);
    let action = format!(
        "{{Effect: Deny, Action: ['s3:PutObject', !If [Dev, 's3:*', {none}]], Resource: '*'}}"
    );
    is_granted_one_way("choice-action", &[ALLOW, &action]);
    let resource = format!(
        "{{Effect: Deny, Action: 's3:*', Resource: ['arn:aws:s3:::logs/*', !If [Dev, '*', {none}]]}}"
    );
    is_granted_one_way("choice-resource", &[ALLOW, &resource]);
    let not_action = format!(
        "{{Effect: Allow, NotAction: ['iam:*', !If [Dev, 's3:*', {none}]], Resource: '*'}}"
    );
    is_granted_one_way("choice-not-action", &[&not_action]);
    let arms = "{Effect: Deny, Action: [!If [Dev, 's3:*', 's3:GetObject']], Resource: '*'}";
    is_granted_one_way("choice-arms", &[ALLOW, arms]);
}

#[test]
fn what_excludes_each_other_is_not_told_to_be_twice_there() {
    let read = |sid: &str| {
        format!(
            "{{Sid: {sid}, Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::logs/*'}}"
        )
    };
    let statements = [
        format!("!If [Dev, {}, !Ref 'AWS::NoValue']", read("X")),
        format!("!If [Dev, !Ref 'AWS::NoValue', {}]", read("X")),
        "{Effect: Allow, Action: [!If [Dev, 's3:PutObject', 's3:Put*']], Resource: 'arn:aws:s3:::b/*'}"
            .to_owned(),
        "!If [Dev, {Effect: Allow, Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::c/*'}, {Effect: Deny, Action: 's3:DeleteObject', Resource: 'arn:aws:s3:::c/*'}]"
            .to_owned(),
        // In both documents, and told once.
        "{Effect: Allow, Action: 's3:GetObjct', Resource: 'arn:aws:s3:::d/*'}".to_owned(),
    ];
    let statements: Vec<_> = statements.iter().map(String::as_str).collect();
    let folder = Folder::new("choice-exclusive", &[("stack.yaml", &template(DEV, &statements))]);
    let ran = folder.run(&["validate", "stack.yaml"]);
    let out = &ran.assert(1).out;
    assert!(out.starts_with("error[invalid-action]: `s3` has no action `GetObjct`"), "{out}");
    assert!(out.ends_with("\n1 error in 1 file: 2 policies checked\n"), "{out}");
}

#[test]
fn every_row_of_a_mapping_is_compared() {
    let rest = |prod: &str| {
        format!(
            "Parameters: {{E: {{Type: String, Default: dev}}}}\nMappings: {{M: {{dev: {{x: 's3:GetObject'}}, prod: {{x: '{prod}'}}}}}}"
        )
    };
    let statement =
        "{Effect: Allow, Action: !FindInMap [M, !Ref E, x], Resource: 'arn:aws:s3:::logs/*'}";
    let old = template(&rest("s3:GetObject"), &[statement]);
    let new = template(&rest("s3:*"), &[statement]);
    let folder = Folder::new("choice-rows", &[("old.yaml", &old), ("new.yaml", &new)]);
    let ran = folder.run(&[
        "check-access-not-granted",
        "--access",
        "actions=s3:DeleteObject",
        "--policy-document",
        "new.yaml",
        "--policy-of",
        SECOND,
    ]);
    assert!(ran.assert(1).out.starts_with("FAIL"), "{}", ran.out);
    // Where all rows have the same, there is one document.
    let listed = folder.run(&["list-policies", "old.yaml", "new.yaml"]);
    assert_eq!(listed.assert(0).out.lines().count(), 3, "{}", listed.out);
}

#[test]
fn what_a_hole_decides_is_not_reported() {
    let text = "Parameters: {P: {Type: String}}
Resources:
  Custom: {Type: 'Custom::X', Properties: {ServiceToken: x}}
  BP:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: b
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - {Effect: Allow, Principal: !Ref P, Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*'}
          - !GetAtt Custom.X
          - Effect: Allow
            Principal: {AWS: !Ref P}
            Action: 's3:GetObject'
            Resource: !Sub 'arn:aws:s3:::{{resolve:ssm:/x/${P}}}/*'
";
    let folder = Folder::new("choice-holes", &[("stack.yaml", text)]);
    let ran = folder.run(&["validate", "stack.yaml"]);
    assert_eq!(ran.assert(0).out, "nothing found in 1 file: 1 policy checked, 1 with holes\n");
}

#[test]
fn a_broken_template_in_json_is_told() {
    let broken = r#"{"Resources": {"P": {"Type": "AWS::Lambda::Permission", "Properties": {"Principal": "*"},}}}"#;
    let folder = Folder::new(
        "choice-broken",
        &[("in/stack.json", broken), ("in/other.yaml", &template(DEV, &[ALLOW]))],
    );
    for verb in ["validate", "list-policies"] {
        let ran = folder.run(&[verb, "in"]);
        let wanted = "error: in/stack.json:1:90: not a CloudFormation template that can be read: ";
        assert!(ran.assert(2).err.starts_with(wanted), "{}", ran.err);
    }
}
