//! Policies in templates and answers, through every verb.

use crate::program::{Folder, run_in};

const TEMPLATE: &str = "\
AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Stage: {Type: String}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal: {Service: lambda.amazonaws.com}
            Action: sts:AssumeRole
      Policies:
        - PolicyName: orders
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action: dynamodb:GetItm
                Resource: !Sub arn:aws:dynamodb:eu-west-1:111122223333:table/${Stage}-orders
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: https://example.com/other.yaml}
";

const ANSWER: &str = r#"{
  "RoleName": "ci",
  "PolicyName": "push",
  "PolicyDocument": {
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObject"], "Resource": "arn:aws:s3:::reports/*" }]
  }
}
"#;

fn folder(name: &str) -> Folder {
    Folder::new(name, &[("stack.yaml", TEMPLATE), ("answer.json", ANSWER)])
}

#[test]
fn a_template_is_checked_where_it_stands() {
    let folder = folder("held-text");
    let out = folder.run(&["validate", "stack.yaml"]).assert(1).out.clone();
    let place = "error[invalid-action]: `dynamodb` has no action `GetItm`";
    assert!(out.starts_with(place), "{out}");
    assert!(out.contains("--> stack.yaml:20:25\n"), "{out}");
    assert!(out.contains("= in: `Role`, `Policies/0/PolicyDocument`\n"), "{out}");
    assert!(out.contains("\nnot checked: stack.yaml:23: `Nested`: "), "{out}");
    let counts = "1 error in 1 file: 2 policies checked, 1 with holes, 1 not checked\n";
    assert!(out.ends_with(counts), "{out}");
}

#[test]
fn programs_learn_who_holds_a_policy_and_what_is_not_checked() {
    let folder = folder("held-json");
    let json = folder.run(&["validate", "--format", "json", "stack.yaml"]).assert(1).json();
    let finding = &json["findings"][0];
    assert_eq!(finding["policy"]["holder"], "Role");
    assert_eq!(finding["policy"]["path"], "Policies/0/PolicyDocument");
    assert_eq!(finding["locations"][0]["span"]["start"]["line"], 20);
    assert_eq!(json["unchecked"][0]["holder"], "Nested");
    assert_eq!(json["unchecked"][0]["line"], 23);
    let log = folder.run(&["validate", "--format", "sarif", "stack.yaml"]).assert(1).json();
    let run = &log["runs"][0];
    let place = &run["results"][0]["locations"][0];
    assert_eq!(place["physicalLocation"]["region"]["startLine"], 20);
    let name = &place["logicalLocations"][0]["fullyQualifiedName"];
    assert_eq!(name, "/Role/Policies/0/PolicyDocument/Statement/0/Action");
    let note = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(note["level"], "note");
    assert_eq!(note["locations"][0]["physicalLocation"]["region"]["startLine"], 23);
}

#[test]
fn what_is_not_checked_fails_a_run_if_wanted() {
    let folder = folder("held-fail");
    folder.write("stack.yaml", &TEMPLATE.replace("GetItm", "GetItem"));
    folder.run(&["validate", "stack.yaml"]).assert(0);
    folder.run(&["validate", "--fail-on-unchecked", "stack.yaml"]).assert(1);
}

#[test]
fn policies_are_listed_with_their_holes() {
    let folder = folder("held-list");
    let json = folder.run(&["list-policies", "--format", "json", "."]).assert(0).json();
    let listed: Vec<_> = json["policies"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| {
            let text = |name: &str| it[name].as_str().unwrap_or("-").to_owned();
            (text("file"), it["line"].as_u64().unwrap(), text("kind"), text("holder"), text("path"))
        })
        .collect();
    let row = |file: &str, line, kind: &str, holder: &str, path: &str| {
        (file.to_owned(), line, kind.to_owned(), holder.to_owned(), path.to_owned())
    };
    assert_eq!(
        listed,
        [
            row("./answer.json", 4, "identity", "ci", "PolicyDocument"),
            row("./stack.yaml", 9, "trust", "Role", "AssumeRolePolicyDocument"),
            row("./stack.yaml", 17, "identity", "Role", "Policies/0/PolicyDocument"),
        ]
    );
    assert_eq!(json["policies"][2]["holes"][0]["name"], "Stage");
    assert_eq!(json["unchecked"][0]["holder"], "Nested");
    let lines = folder.run(&["list-policies", "--format", "jsonl", "."]).assert(0).lines();
    assert_eq!(lines.len(), 4);
}

#[test]
fn a_policy_is_picked_by_who_holds_it() {
    let folder = folder("held-pick");
    let err = folder.run(&["import", "stack.yaml"]).assert(2).err.clone();
    let names = "`Role/AssumeRolePolicyDocument`, `Role/Policies/0/PolicyDocument`";
    assert!(err.contains(names), "{err}");
    let of = "Role/AssumeRolePolicyDocument";
    let out = folder.run(&["import", "--policy-of", of, "stack.yaml"]).assert(0).out.clone();
    assert!(out.starts_with("trust_policy! {"), "{out}");
    folder.write("stack.yaml", &TEMPLATE.replace("GetItm", "GetItem"));
    let of = "Role/Policies/0/PolicyDocument";
    let out = folder.run(&["import", "--policy-of", of, "stack.yaml"]).assert(0).out.clone();
    assert!(out.starts_with("policy_template! {") && out.contains("${Stage}-orders"), "{out}");
    let ran = folder.run(&[
        "simulate",
        "--policy",
        "stack.yaml",
        "--policy-of",
        of,
        "--action",
        "dynamodb:GetItem",
        "--resource",
        "arn:aws:dynamodb:eu-west-1:111122223333:table/some-stage-orders",
    ]);
    assert!(ran.assert(0).out.contains("stack.yaml:19:"), "{}", ran.out);
    assert!(ran.err.contains("assumed `some-stage` for `Stage`"), "{}", ran.err);
    let out = folder.run(&["minimize", "answer.json"]).assert(0).out.clone();
    assert!(out.contains("s3:GetObject") && !out.contains("[\"s3:GetObject"), "{out}");
    let ran = folder.run(&[
        "check-access-not-granted",
        "--policy-document",
        "answer.json",
        "--access",
        "actions=s3:GetObject",
    ]);
    assert!(ran.assert(1).out.starts_with("FAIL"), "{}", ran.out);
}

#[test]
fn policies_of_templates_compare_by_who_holds_them() {
    let folder = Folder::new("held-diff", &[]);
    folder.write("old.yaml", &TEMPLATE.replace("GetItm", "GetItem"));
    folder.write("new.yaml", &TEMPLATE.replace("GetItm", "*Item"));
    let out = run_in(&folder.0, &["diff", "old.yaml", "new.yaml"]).assert(1).out.clone();
    assert!(out.contains("new.yaml: Role/Policies/0/PolicyDocument: grants more\n"), "{out}");
    assert!(out.contains("new.yaml: Role/AssumeRolePolicyDocument: grants the same\n"), "{out}");
    assert!(out.contains("  assumed `some-stage` for `Stage`\n"), "{out}");
    run_in(&folder.0, &["diff", "new.yaml", "old.yaml"]).assert(0);
    run_in(&folder.0, &["diff", "--fail-on-unchecked", "new.yaml", "old.yaml"]).assert(1);
    let ran = run_in(&folder.0, &["diff", "--format", "json", "old.yaml", "new.yaml"]);
    let json = ran.assert(1).json();
    let policy = &json["policies"][1];
    assert_eq!(policy["policy"], "Role/Policies/0/PolicyDocument");
    assert_eq!(policy["assumed"]["Stage"], "some-stage");
    assert_eq!(json["unchecked"][0]["policy"], "Nested");
    let ran = run_in(&folder.0, &["diff", "--format", "sarif", "old.yaml", "new.yaml"]);
    let run = &ran.assert(1).json()["runs"][0];
    let place = &run["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "new.yaml");
    assert_eq!(place["region"]["startLine"], 19);
    assert_eq!(run["invocations"][0]["toolExecutionNotifications"][0]["level"], "note");
}

#[test]
fn json_around_a_policy_is_mended_and_nothing_that_was_filled_in() {
    let folder = folder("held-fix");
    folder.run(&["validate", "--fix", "answer.json"]).assert(0);
    let mended = std::fs::read_to_string(folder.0.join("answer.json")).unwrap();
    assert!(mended.contains(r#""Action": ["s3:GetObject"]"#), "{mended}");
    assert!(mended.contains(r#""RoleName": "ci""#), "{mended}");
    let statement = |actions: &str, effect: &str| {
        let resource = r#"{"Fn::Sub": "arn:aws:s3:::${B}/*"}"#;
        format!(r#"{{"Effect": {effect}, "Action": {actions}, "Resource": {resource}}}"#)
    };
    let template = |statement: &str| {
        format!(
            r#"{{"Resources": {{"P": {{"Type": "AWS::IAM::ManagedPolicy", "Properties": {{"PolicyDocument":
            {{"Version": "2012-10-17", "Statement": [{statement}]}}}}}}}}}}"#
        )
    };
    let twice = statement(r#"["s3:GetObject", "s3:GetObject"]"#, r#""Allow""#);
    folder.write("filled.json", &template(&twice));
    folder.run(&["validate", "--fix", "filled.json"]).assert(0);
    let mended = std::fs::read_to_string(folder.0.join("filled.json")).unwrap();
    assert_eq!(mended, template(&statement(r#"["s3:GetObject"]"#, r#""Allow""#)));
    // What is filled in is not written over what says so.
    let chosen = r#"{"Fn::Join": ["", ["s3:", "GetObject"]]}"#;
    let filled = template(&statement(&format!("[{chosen}, {chosen}]"), r#""Allow""#));
    folder.write("filled.json", &filled);
    folder.run(&["validate", "--fix", "filled.json"]).assert(0);
    assert_eq!(std::fs::read_to_string(folder.0.join("filled.json")).unwrap(), filled);
}

#[test]
fn a_broken_template_is_told_at_its_place_and_the_rest_is_checked() {
    let folder = folder("held-broken");
    folder.write("broken.yaml", "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  A: [\n");
    let ran = folder.run(&["validate", "."]);
    assert!(ran.assert(2).err.contains("./broken.yaml:"), "{}", ran.err);
    assert!(ran.out.contains("3 policies checked"), "{}", ran.out);
    folder.write("broken.yaml", "name: [\n");
    assert!(folder.run(&["validate", "."]).assert(1).err.is_empty());
}

#[test]
fn a_comment_silences_with_a_reason_and_is_told_if_it_is_of_no_use() {
    let folder = folder("held-silence");
    let line = "              - Effect: Allow\n                Action: dynamodb:GetItm";
    let silenced =
        |comment: &str| TEMPLATE.replace(line, &format!("              {comment}\n{line}"));
    folder.write("stack.yaml", &silenced("# iam:allow invalid-action of a preview"));
    let ran = folder.run(&["validate", "stack.yaml"]);
    assert_eq!(ran.assert(0).err, "");
    folder.write("stack.yaml", &silenced("# iam:allow invalid-action"));
    let ran = folder.run(&["validate", "stack.yaml"]);
    let told = "warning: stack.yaml:19: `invalid-action` is not silenced without a reason: write it after the code\n";
    assert_eq!(ran.assert(1).err, told);
    folder.write("stack.yaml", &silenced("# iam:allow missing-version nobody knows"));
    let ran = folder.run(&["validate", "stack.yaml"]);
    let told = "warning: stack.yaml:19: `missing-version` is silenced here, and finds nothing: remove it\n";
    assert_eq!(ran.assert(1).err, told);
    folder.write("stack.yaml", &silenced("# iam:allow invalid-acton a preview"));
    let ran = folder.run(&["validate", "stack.yaml"]);
    assert!(ran.assert(1).err.contains("write `invalid-action`"), "{}", ran.err);
    let metadata = "    Metadata: {iam: {allow: [{code: invalid-action, reason: a preview}]}}\n";
    let role = "    Type: AWS::IAM::Role\n";
    folder.write("stack.yaml", &TEMPLATE.replace(role, &format!("{role}{metadata}")));
    let ran = folder.run(&["validate", "stack.yaml"]);
    assert_eq!(ran.assert(0).err, "");
}

#[test]
fn known_findings_are_silent_and_new_ones_fail() {
    let folder = folder("held-known");
    let ran = folder.run(&["validate", "--write-baseline", "known.json", "stack.yaml"]);
    assert_eq!(ran.assert(0).err, "note: known.json knows 1 finding now\n");
    let known = ["validate", "--baseline", "known.json", "stack.yaml"];
    assert_eq!(folder.run(&known).assert(0).err, "");
    // An edit elsewhere changes nothing.
    let moved = TEMPLATE.replace("Resources:\n", "Resources:\n  Queue: {Type: AWS::SQS::Queue}\n");
    folder.write("stack.yaml", &moved);
    assert_eq!(folder.run(&known).assert(0).err, "");
    folder.write(
        "stack.yaml",
        &TEMPLATE.replace("Effect: Allow\n            P", "Effect: Alow\n            P"),
    );
    let out = folder.run(&known).assert(1).out.clone();
    assert!(out.contains("[invalid-effect]") && !out.contains("[invalid-action]"), "{out}");
    folder.write("stack.yaml", &TEMPLATE.replace("GetItm", "GetItem"));
    let ran = folder.run(&known);
    let gone = "note: 1 finding is in the baseline and not there any more: write it anew\n";
    assert_eq!(ran.assert(0).err, gone);
    folder.write("known.json", "{}");
    assert!(folder.run(&known).assert(2).err.contains("known.json is no baseline of findings"));
}

#[test]
fn yaml_is_mended_in_its_own_way() {
    let folder = folder("held-fix-yaml");
    let action = "                Action: dynamodb:GetItm\n";
    let list = "                Action:\n                  # read only\n                  - dynamodb:GetItem\n                  - dynamodb:GetItem\n                  - 'dynamodb:Query'\n";
    folder.write("stack.yaml", &TEMPLATE.replace(action, list));
    let ran = folder.run(&["validate", "--fix", "stack.yaml"]);
    assert_eq!(ran.assert(0).err, "note: applied 1 fix in 1 file\n");
    let mended = std::fs::read_to_string(folder.0.join("stack.yaml")).unwrap();
    let one = list.replacen("                  - dynamodb:GetItem\n", "", 1);
    assert_eq!(mended, TEMPLATE.replace(action, &one));
}

#[test]
fn what_holds_for_any_name_is_told_and_what_nobody_fills() {
    let template = "\
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - {Effect: Allow, Action: s3:GetObject, Resource: !GetAtt Bucket.Arn}
          - {Effect: Allow, Action: s3:GetObject, Resource: !Sub '${Bucket.Arn}/*'}
          - {Effect: Allow, Action: sns:Publish, Resource: !Sub 'arn:aws:sns:${AWS::Region}:111122223333:a'}
          - {Effect: Allow, Action: sns:Publish, Resource: 'arn:aws:sns:${AWS::Region}:111122223333:b'}
";
    let folder = Folder::new("held-names", &[("stack.yaml", template)]);
    let json = folder.run(&["validate", "--format", "json", "stack.yaml"]).assert(1).json();
    let findings = json["findings"].as_array().unwrap();
    let told: Vec<_> = findings
        .iter()
        .map(|it| {
            let line = it["locations"][0]["span"]["start"]["line"].as_u64().unwrap();
            (it["issueCode"].as_str().unwrap(), line)
        })
        .collect();
    assert_eq!(told, [("X_STATEMENT_NEVER_APPLIES", 9), ("X_UNFILLED_PARAMETER", 12)]);
    let details = findings[0]["findingDetails"].as_str().unwrap();
    assert!(details.contains("`arn:${AWS::Partition}:s3:::${Bucket}`"), "{details}");
}

#[test]
fn policies_of_one_name_are_told_apart() {
    let folder = Folder::new("held-same", &[]);
    let document = |action: &str| {
        format!(
            "Version: '2012-10-17'\nStatement: [{{Effect: Allow, Action: {action}, Resource: '*'}}]\n"
        )
    };
    let both =
        |second: &str| format!("{}---\n{}", document("s3:ListAllMyBuckets"), document(second));
    folder.write("old.yaml", &both("sqs:ListQueues"));
    folder.write("new.yaml", &both("sqs:*"));
    let out = run_in(&folder.0, &["diff", "old.yaml", "new.yaml"]).assert(1).out.clone();
    assert!(out.contains("new.yaml: grants the same\n"), "{out}");
    assert!(out.contains("new.yaml: (2): grants more\n"), "{out}");
    let out =
        run_in(&folder.0, &["import", "--policy-of", "(2)", "new.yaml"]).assert(0).out.clone();
    assert!(out.contains("sqs:*"), "{out}");
}

#[test]
fn mistakes_of_a_policy_that_is_picked_are_told_where_it_stands() {
    let folder = folder("held-place");
    let of = "Role/Policies/0/PolicyDocument";
    let ran = folder.run(&["import", "--policy-of", of, "stack.yaml"]);
    assert!(ran.assert(1).err.contains("--> stack.yaml:20:25\n"), "{}", ran.err);
    let ran = folder.run(&[
        "simulate",
        "--policy",
        "stack.yaml",
        "--policy-of",
        "Role/AssumeRolePolicyDocument",
        "--action",
        "s3:GetObject",
        "--resource",
        "arn:aws:s3:::reports/a",
    ]);
    assert!(ran.assert(2).err.contains("error: stack.yaml: statement 1: "), "{}", ran.err);
}

#[test]
fn what_deploying_resolves_is_a_hole() {
    let template = TEMPLATE.replace("GetItm", "GetItem").replace(
        "!Sub arn:aws:dynamodb:eu-west-1:111122223333:table/${Stage}-orders",
        "'{{resolve:ssm:orders}}'",
    );
    let folder = Folder::new("held-resolve", &[("stack.yaml", &template)]);
    let ran = folder.run(&["validate", "stack.yaml"]);
    assert!(ran.assert(0).out.contains("1 with holes"), "{}", ran.out);
}

#[test]
fn variables_of_terraform_have_the_values_of_their_files() {
    let main = "variable \"action\" { default = \"s3:GetObject\" }\n\
        data \"aws_iam_policy_document\" \"d\" {\n  statement {\n    actions = [var.action]\n    resources = [\"*\"]\n  }\n}\n";
    let folder = Folder::new("held-tfvars", &[("main.tf", main)]);
    folder.run(&["validate", "."]).assert(0);
    folder.write("terraform.tfvars", "action = \"s3:GetObjct\"\n");
    let ran = folder.run(&["validate", "."]);
    assert!(ran.assert(1).out.contains("`s3` has no action `GetObjct`"), "{}", ran.out);
}

#[test]
fn a_configuration_is_compared_as_a_whole() {
    let folder = Folder::new("held-tf-base", &[]);
    let git = |args: &[&str]| {
        let name = ["-c", "user.name=somebody", "-c", "user.email=somebody@example.com"];
        let mut command = std::process::Command::new("git");
        let ran = command.arg("-C").arg(&folder.0).args(name).args(args).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    let policy = "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({\n    Version = \"2012-10-17\"\n    Statement = [{ Effect = \"Allow\", Action = local.actions, Resource = \"*\" }]\n  })\n}\n";
    folder.write("main.tf", policy);
    folder.write("locals.tf", "locals { actions = [\"s3:ListAllMyBuckets\"] }\n");
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "base"]);
    run_in(&folder.0, &["diff", "--base", "HEAD", "."]).assert(0);
    // Another file says what the policy grants.
    folder
        .write("locals.tf", "locals { actions = [\"s3:ListAllMyBuckets\", \"sqs:ListQueues\"] }\n");
    let out = run_in(&folder.0, &["diff", "--base", "HEAD", "."]).assert(1).out.clone();
    assert!(out.contains("aws_iam_policy.p/policy: grants more\n"), "{out}");
    // A move is none.
    folder.write("locals.tf", "locals { actions = [\"s3:ListAllMyBuckets\"] }\n");
    std::fs::remove_file(folder.0.join("main.tf")).unwrap();
    folder.write("iam.tf", policy);
    let out = run_in(&folder.0, &["diff", "--base", "HEAD", "."]).assert(0).out.clone();
    assert!(out.ends_with("0 compared\n"), "{out}");
}

#[test]
fn what_hangs_on_a_hole_is_not_proved() {
    let template = |resource: &str, condition: &str| {
        format!(
            "Parameters: {{R: {{Type: String}}}}\nResources:\n  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: reports\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n        - {{Effect: Allow, Principal: '*', Action: s3:GetObject, Resource: {resource}{condition}}}\n"
        )
    };
    let known = "'arn:aws:s3:::reports/*'";
    let folder = Folder::new("held-open", &[]);
    folder.write("old.yaml", &template(known, ""));
    folder.write("new.yaml", &template("!Ref R", ""));
    let out = run_in(&folder.0, &["diff", "old.yaml", "new.yaml"]).assert(1).out.clone();
    assert!(out.contains("P/PolicyDocument: is not known to grant no more\n"), "{out}");
    folder.write("open.yaml", &template(known, ", Condition: {IpAddress: {aws:SourceIp: !Ref R}}"));
    let ran = folder.run(&[
        "check-no-public-access",
        "--policy-document",
        "open.yaml",
        "--resource-type",
        "AWS::S3::Bucket",
    ]);
    assert!(ran.assert(1).out.starts_with("UNKNOWN: "), "{}", ran.out);
}

#[test]
fn a_text_silences_nothing_in_itself() {
    let text = "Version: '2012-10-17'\nStatement:\n- Effect: Allow\n  Action: \"s3:GetObjct # iam:allow invalid-action x\"\n  Resource: '*'\n";
    let folder = Folder::new("held-inside", &[("p.yaml", text)]);
    let ran = folder.run(&["validate", "p.yaml"]);
    assert!(ran.assert(1).out.contains("[invalid-action]"), "{}", ran.out);
}

#[test]
fn a_policy_whose_document_is_not_given_is_told() {
    let holder =
        "resource \"aws_iam_policy\" \"r\" { policy = data.aws_iam_policy_document.t.json }\n";
    let document = "data \"aws_iam_policy_document\" \"t\" {\n  statement {\n    actions = [\"s3:GetObjct\"]\n    resources = [\"*\"]\n  }\n}\n";
    let folder = Folder::new("held-elsewhere", &[("a.tf", holder), ("b.tf", document)]);
    let ran = folder.run(&["validate", "--fail-on-unchecked", "a.tf"]);
    assert!(
        ran.assert(1).out.contains("`aws_iam_policy.r`: its document stands in another file"),
        "{}",
        ran.out
    );
    let ran = folder.run(&["validate", "--fail-on-unchecked", "."]);
    let out = &ran.assert(1).out;
    assert!(out.contains("[invalid-action]") && !out.contains("not checked"), "{out}");
}

#[test]
fn a_file_that_a_configuration_fills_in_is_judged_there() {
    let main = "variable \"key\" {}\nresource \"aws_iam_policy\" \"p\" {\n  policy = templatefile(\"${path.module}/p.json\", { key = var.key })\n}\n";
    let filled = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "${key}"}]}"#;
    let folder = Folder::new("held-filled", &[("main.tf", main), ("p.json", filled)]);
    let out = folder.run(&["validate", "."]).assert(0).out.clone();
    assert!(out.contains("1 policy checked, 1 with holes"), "{out}");
    let json = folder.run(&["list-policies", "--format", "json", "."]).assert(0).json();
    assert_eq!(json["policies"].as_array().unwrap().len(), 1);
}
