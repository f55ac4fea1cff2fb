//! Policies in templates and answers, in SARIF.

use crate::program::{Folder, run_in};
use serde_json::Value;

/// What `--fix` writes, SARIF carries: in YAML, in Terraform's language and in a string.
#[test]
fn sarif_has_fixes_in_the_way_of_the_file() {
    let folder = Folder::new("held-sarif-fixes", &[]);
    folder.write(
        "stack.yaml",
        "Resources:\n  Work:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n\
         \x20       Version: \"2012-10-17\"\n        Statement:\n          - Effect: Allow\n\
         \x20           Action: s3:GetObjct # the one\n            Resource: \"*\"\n",
    );
    folder.write(
        "main.tf",
        "resource \"aws_iam_policy\" \"work\" {\n  policy = jsonencode({ Version = \"2012-10-17\", Statement = [\n    \
         { Effect = \"Allow\", Action = \"s3:GetObjct\", Resource = \"*\" }] })\n}\n",
    );
    folder.write(
        "answer.json",
        r#"{"Policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"111122223333\"},\"Action\":\"s3:GetObjct\",\"Resource\":\"arn:aws:s3:::reports/*\"}]}"}"#,
    );
    for (file, with) in [
        ("stack.yaml", "s3:GetObject"),
        ("main.tf", "\"s3:GetObject\""),
        ("answer.json", "s3:GetObject"),
    ] {
        let ran = run_in(&folder.0, &["validate", "--format", "sarif", file]);
        let log: Value = serde_json::from_str(&ran.assert(1).out).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        let wrong = results.iter().find(|it| it["ruleId"] == "invalid-action").unwrap();
        let edits = &wrong["fixes"][0]["artifactChanges"][0]["replacements"];
        let text = edits[0]["insertedContent"]["text"].as_str().unwrap();
        assert!(text.contains(with.trim_matches('"')), "{file}: {wrong}");
        // Done by hand, it is what `--fix` does.
        let mut mended = std::fs::read_to_string(folder.0.join(file)).unwrap();
        let number = |name: &str| {
            usize::try_from(edits[0]["deletedRegion"][name].as_u64().unwrap()).unwrap()
        };
        let start = number("byteOffset");
        mended.replace_range(start..start + number("byteLength"), text);
        run_in(&folder.0, &["validate", "--fix", "--unsafe-fixes", "--fail-on", "error", file])
            .assert(0);
        assert_eq!(std::fs::read_to_string(folder.0.join(file)).unwrap(), mended, "{file}");
    }
}
