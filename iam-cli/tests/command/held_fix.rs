//! `--fix` where what is written once stands in several policies.

use crate::program::{Folder, run_in};

/// What `--fix` leaves of a file.
fn fixed(folder: &Folder, file: &str, text: &str) -> String {
    folder.write(file, text);
    run_in(&folder.0, &["validate", "--fix", file]);
    std::fs::read_to_string(folder.0.join(file)).unwrap()
}

#[test]
fn what_one_of_several_policies_needs_stays() {
    let folder = Folder::new("held-fix-several", &[]);
    let policy = |name: &str, actions: &str, more: &str| {
        format!(
            "resource \"aws_iam_policy\" \"{name}\" {{\n  {more}\n  policy = jsonencode({{\n    Version = \"2012-10-17\"\n    Statement = [{{ Effect = \"Allow\", Action = {actions}, Resource = \"*\" }}]\n  }})\n}}\n"
        )
    };
    let each = "for_each = { a = \"s3:*\", b = \"s3:PutObject\" }";
    let unchanged = [
        policy("p", "[\"s3:GetObject\", each.value]", each),
        format!(
            "variable \"x\" {{}}\n{}",
            policy("p", "[\"s3:GetObject\", var.x ? \"s3:*\" : \"s3:PutObject\"]", "")
        ),
        format!(
            "locals {{\n  base = [\"s3:GetObject\"]\n}}\n{}{}",
            policy("p", "concat(local.base, [\"s3:*\"])", ""),
            policy("q", "local.base", "")
        ),
        // A default is not what there will be.
        format!(
            "variable \"x\" {{\n  default = \"s3:*\"\n}}\n{}",
            policy("p", "[\"s3:GetObject\", var.x]", "")
        ),
    ];
    for text in unchanged {
        assert_eq!(fixed(&folder, "main.tf", &text), text);
    }
    let template = |actions: &str| {
        format!(
            "Parameters:\n  Act: {{ Type: String, Default: 's3:*' }}\nConditions:\n  C: !Equals [!Ref AWS::Region, eu-west-1]\nResources:\n  Work:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n          - Effect: Allow\n            Action:\n              - s3:GetObject\n              - {actions}\n            Resource: '*'\n"
        )
    };
    for actions in ["!If [C, 's3:*', 's3:PutObject']", "!Ref Act"] {
        let text = template(actions);
        assert_eq!(fixed(&folder, "stack.yaml", &text), text, "{actions}");
    }
    // What all of them can do without goes.
    let all = template("'s3:*'");
    assert_eq!(
        fixed(&folder, "stack.yaml", &all),
        all.replace("              - s3:GetObject\n", "")
    );
    let both = policy("p", "[\"s3:GetObject\", \"s3:*\"]", "for_each = { a = 1, b = 2 }");
    assert!(!fixed(&folder, "main.tf", &both).contains("s3:GetObject"));
}

#[test]
fn what_is_no_policy_of_iam_stays() {
    let folder = Folder::new("held-fix-others", &[]);
    for text in [
        r#"{"name": "x", "version": "1.0.0"}"#,
        r#"{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}]}"#,
    ] {
        assert_eq!(fixed(&folder, "other.json", text), text);
    }
    let dated = r#"{"Version": "2024-01-01", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}]}"#;
    assert_eq!(fixed(&folder, "own.json", dated), dated.replace("2024-01-01", "2012-10-17"));
}

#[test]
fn a_byte_that_is_no_utf_8_hides_nothing() {
    let folder = Folder::new("held-not-utf-8", &[]);
    let bytes = |text: &str| text.replace('é', "\u{1}").into_bytes();
    let write = |file: &str, text: &str| {
        let bytes: Vec<u8> =
            bytes(text).into_iter().map(|byte| if byte == 1 { 0xe9 } else { byte }).collect();
        std::fs::write(folder.0.join(file), bytes).unwrap();
    };
    write(
        "stack.yaml",
        "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy # café\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement: [{Effect: Allow, Action: s3:GetObjct, Resource: '*'}]\n",
    );
    write("main.tf", "# café\nresource \"aws_iam_policy\" \"p\" { policy = jsonencode({}) }\n");
    write("other.json", "caf é");
    for paths in [&["."][..], &["stack.yaml"], &["main.tf"]] {
        let ran = run_in(&folder.0, &[&["validate"][..], paths].concat());
        assert!(ran.assert(2).err.contains(": not UTF-8, and so not read"), "{}", ran.err);
    }
}

#[test]
fn what_something_beside_policies_uses_stays() {
    let folder = Folder::new("held-fix-shared", &[]);
    let policy = "resource \"aws_iam_policy\" \"p\" {\n  policy = jsonencode({ Version = \"2012-10-17\", Statement = [{ Effect = local.effect, Action = local.all, Resource = \"*\" }] })\n}\n";
    let locals = "locals {\n  effect = \"allow\"\n  acts   = [\"s3:GetObject\", \"s3:Get*\"]\n  all    = local.acts\n}\n";
    let text = format!("{locals}{policy}");
    let done = fixed(&folder, "main.tf", &text);
    assert!(done.contains("\"Allow\"") && done.contains("[\"s3:Get*\"]"), "{done}");
    for user in [
        "resource \"aws_wafv2_rule\" \"x\" {\n  action = local.effect\n  each = local.all\n}\n",
        "resource \"aws_iam_policy\" \"q\" {\n  for_each = toset(local.acts)\n  name = local.effect\n  policy = data.x.y\n}\n",
        "module \"m\" {\n  source = \"x/y/z\"\n  acts = local.acts\n  effect = local.effect\n}\n",
    ] {
        let text = format!("{text}{user}");
        assert_eq!(fixed(&folder, "main.tf", &text), text);
        let ran = folder.run(&["validate", "--fix", "main.tf"]);
        let told = "2 fixes were left: something else than a policy uses what they would change";
        assert!(ran.err.contains(told), "{}", ran.err);
    }
    let template = "Mappings:\n  M: {x: {acts: [s3:GetObject, 's3:Get*']}}\nResources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n        - {Effect: Allow, Action: !FindInMap [M, x, acts], Resource: '*'}\n";
    assert!(fixed(&folder, "t.yaml", template).contains("acts: ['s3:Get*']"));
    let shared = format!(
        "{template}  F:\n    Type: AWS::SSM::Parameter\n    Properties: {{Value: !Join [',', !FindInMap [M, x, acts]]}}\n"
    );
    assert_eq!(fixed(&folder, "t.yaml", &shared), shared);
}
