//! Policies of a folder that is a configuration of Terraform, through the verbs that take one policy.

use crate::program::{Folder, run_in};

const ROLE: &str = r#"resource "aws_iam_role_policy" "dashboard" {
  role   = "dashboard"
  policy = data.aws_iam_policy_document.dashboard.json
}
module "alarms" {
  source = "./alarms"
}
"#;
const DATA: &str = r#"variable "stage" {}
data "aws_iam_policy_document" "dashboard" {
  statement {
    sid       = "ReadOrders"
    actions   = ["dynamodb:GetItem"]
    resources = ["arn:aws:dynamodb:eu-west-1:111122223333:table/${var.stage}-orders"]
  }
}
"#;
const ALARMS: &str = r#"resource "aws_sns_topic_policy" "alarms" {
  arn    = "arn:aws:sns:eu-west-1:111122223333:alarms"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "cloudwatch.amazonaws.com" }, Action = "sns:Publish", Resource = "*" }]
  })
}
"#;

fn folder(name: &str) -> Folder {
    Folder::new(
        name,
        &[
            ("tf/main.tf", ROLE),
            ("tf/data.tf", DATA),
            ("tf/alarms/main.tf", ALARMS),
            ("other/notes.json", "{}"),
        ],
    )
}

const OF: &str = "aws_iam_role_policy.dashboard";

#[test]
fn each_verb_takes_a_folder() {
    let folder = folder("held-folder");
    let allows = "statement 1 (`ReadOrders`) allows `dynamodb:GetItem`";
    let granted = folder.run(&[
        "check-access-not-granted",
        "--policy-document",
        "tf",
        "--policy-of",
        OF,
        "--access",
        "actions=dynamodb:GetItem",
    ]);
    assert!(granted.assert(1).out.contains(allows), "{}", granted.out);
    assert!(granted.err.starts_with("note: tf/data.tf: `"), "{}", granted.err);
    let new = folder.run(&[
        "check-no-new-access",
        "--existing-policy-document",
        "tf",
        "--new-policy-document",
        "./tf/",
        "--policy-of",
        OF,
    ]);
    assert!(new.assert(0).out.starts_with("PASS"), "{}", new.out);
    let public = folder.run(&[
        "check-no-public-access",
        "--policy-document",
        "tf",
        "--resource-type",
        "AWS::SNS::Topic",
        "--policy-of",
        "module.alarms.aws_sns_topic_policy.alarms",
    ]);
    assert!(public.out.starts_with("PASS"), "{}{}", public.out, public.err);
    let smaller = folder.run(&["minimize", "--policy-of", OF, "tf"]);
    assert!(smaller.assert(0).out.contains("dynamodb:GetItem"), "{}", smaller.out);
    let source = folder.run(&["import", "--policy-of", OF, "tf"]);
    assert!(source.assert(0).out.starts_with("policy_template!"), "{}", source.out);
    let simulated = folder.run(&[
        "simulate",
        "--policy",
        "tf",
        "--policy-of",
        OF,
        "--action",
        "dynamodb:GetItem",
        "--resource",
        "arn:aws:dynamodb:eu-west-1:111122223333:table/some-var-stage-orders",
    ]);
    assert!(simulated.assert(0).out.contains("tf/data.tf:3:3 (ReadOrders)"), "{}", simulated.out);
}

#[test]
fn a_file_of_the_folder_is_taken_as_before() {
    let folder = folder("held-folder-file");
    let file = folder.run(&[
        "minimize",
        "--policy-of",
        "aws_sns_topic_policy.alarms",
        "tf/alarms/main.tf",
    ]);
    assert!(file.assert(0).out.contains("sns:Publish"), "{}", file.out);
}

#[test]
fn what_a_folder_does_not_have_is_told() {
    let folder = folder("held-folder-none");
    let which = folder.run(&["minimize", "tf"]);
    let names = format!("`{OF}/policy`, `module.alarms.aws_sns_topic_policy.alarms/policy`");
    assert!(which.assert(2).err.contains("pick a policy with --policy-of: "), "{}", which.err);
    assert!(names.split(", ").all(|name| which.err.contains(name)), "{}", which.err);
    let none = folder.run(&["minimize", "--policy-of", "aws_iam_policy.x", "tf"]);
    assert!(
        none.assert(2).err.contains("tf holds no policy of `aws_iam_policy.x`"),
        "{}",
        none.err
    );
    for verb in [&["minimize", "other"][..], &["import", "other"]] {
        let no_module = folder.run(verb);
        let why = "error: cannot read other: it is a folder, and no configuration of Terraform: name a file\n";
        assert_eq!(no_module.assert(2).err, why);
    }
    folder.write("tf/data.tf", &DATA.replace("GetItem", "GetItm"));
    let refused = folder.run(&["import", "--policy-of", OF, "tf"]);
    assert!(refused.assert(1).err.contains("--> tf/data.tf:5:"), "{}", refused.err);
}

/// What CDK writes has a copy of its policies beside the templates, with functions that nothing resolves.
#[test]
fn the_tree_of_cdk_is_no_second_template() {
    let folder = Folder::new("held-cdk-tree", &[]);
    let policy = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":{"Fn::GetAtt":["Q","Arn"]}}]}"#;
    folder.write(
        "tree.json",
        &format!(r#"{{"version":"tree-0.1","tree":{{"id":"App","attributes":{{"policyDocument":{policy}}}}}}}"#),
    );
    folder.write(
        "App.template.json",
        &format!(
            r#"{{"Resources":{{"Q":{{"Type":"AWS::SQS::Queue"}},"P":{{"Type":"AWS::IAM::ManagedPolicy","Properties":{{"PolicyDocument":{policy}}}}}}}}}"#
        ),
    );
    let ran = run_in(&folder.0, &["validate", "--fail-on-unchecked", "."]);
    assert!(ran.assert(0).out.contains("1 policy checked"), "{}", ran.out);
}
