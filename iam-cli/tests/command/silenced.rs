//! Comments and metadata that silence, wherever they stand.

use crate::program::Folder;
use std::fs;

const POLICY: &str = "Version: '2012-10-17'\nStatement:\n- Effect: Allow\n  Resource: '*'\n";

const STACK: &str = "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: '2012-10-17'\n        Statement:\n        - Effect: Allow\n          Resource: '*'\n";

#[test]
fn each_kind_of_value_may_have_a_comment_that_silences_behind_it() {
    for action in [
        "Action: s3:GetObjct # iam:allow invalid-action because",
        "Action: \"s3:GetObjct\" # iam:allow invalid-action because",
        "Action: 's3:GetObjct'   # iam:allow invalid-action because",
        "Action: [\"s3:GetObjct\"] # iam:allow invalid-action because",
        "\"Action\": \"s3:GetObjct\" # iam:allow invalid-action because",
        "Action: &a \"s3:GetObjct\" # iam:allow invalid-action because",
        "Action: >- # iam:allow invalid-action because\n    s3:GetObjct",
        "Action:\n  - \"s3:GetObjct\" # iam:allow invalid-action because\n  - 's3:PutObject'",
    ] {
        for file in [POLICY, STACK] {
            let indent = if file == STACK { "          " } else { "  " };
            let action = action.replace('\n', &format!("\n{}", &indent[2..]));
            let text = format!("{file}{indent}{action}\n");
            let folder = Folder::new("silenced-values", &[("p.yaml", &text)]);
            let ran = folder.run(&["validate", "p.yaml"]);
            assert_eq!(ran.assert(0).err, "", "{text}");
        }
    }
}

#[test]
fn a_comment_behind_a_mark_is_about_the_policy_in_the_block() {
    let text = "Resources:\n  R:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: | # iam:allow invalid-action because\n        {\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\",\n          \"Action\": \"s3:GetObjct\", \"Resource\": \"*\"}]}\n";
    let folder = Folder::new("silenced-block", &[("t.yaml", text)]);
    assert_eq!(folder.run(&["validate", "t.yaml"]).assert(0).err, "");
}

#[test]
fn what_was_meant_to_silence_and_does_not_is_told() {
    for (comment, told) in [
        ("# iam:alow invalid-action because", "iam:alow invalid-action because"),
        ("# iam: allow invalid-action because", "iam: allow invalid-action"),
        ("# iam:allow", "iam:allow"),
    ] {
        let text = format!("{POLICY}  Action: \"s3:GetObjct\" {comment}\n");
        let folder = Folder::new("silenced-misspelt", &[("p.yaml", &text)]);
        let ran = folder.run(&["validate", "p.yaml"]);
        let told = format!(
            "warning: p.yaml:5: `{told}` is not understood and silences nothing: write `# iam:allow code reason`\n"
        );
        assert_eq!(ran.assert(1).err, told);
    }
    let text = format!(
        "Metadata: {{iam: {{alow: [invalid-action because]}}}}\n{STACK}          Action: s3:GetObjct\n"
    );
    let folder = Folder::new("silenced-metadata", &[("t.yaml", &text)]);
    let ran = folder.run(&["validate", "t.yaml"]);
    let told = "warning: t.yaml:1: `alow` is not understood and silences nothing: write `allow: [\"code reason\"]`\n";
    assert_eq!(ran.assert(1).err, told);
}

#[test]
fn a_fix_leaves_the_comment_behind_what_is_quoted() {
    let text = POLICY.replace("Allow", "\"allow\" # for reports") + "  Action: s3:GetObject\n";
    let folder = Folder::new("silenced-fix", &[("p.yaml", &text)]);
    folder.run(&["validate", "--fix", "p.yaml"]).assert(0);
    let fixed = fs::read_to_string(folder.0.join("p.yaml")).unwrap();
    assert!(fixed.contains("Effect: \"Allow\" # for reports\n"), "{fixed}");
}
