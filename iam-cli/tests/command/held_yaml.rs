//! YAML that is no template and holds policies.

use crate::program::{Folder, run_in};
use serde_json::Value;

#[test]
fn policies_of_other_tools_are_read_or_told() {
    let folder = Folder::new("held-yaml", &[]);
    folder.write(
        "serverless.yml",
        "service: orders\nprovider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - { Effect: Allow, Action: s3:GetObjct, Resource: '${self:custom.arn}' }\n\
         resources:\n  Resources:\n    Work:\n      Type: AWS::IAM::ManagedPolicy\n      Properties:\n        PolicyDocument:\n          Version: '2012-10-17'\n          Statement:\n            - { Effect: Allow, Action: s3:GetObjct, Resource: '*' }\n\
         \x20   Open:\n      Type: AWS::IAM::ManagedPolicy\n      Properties:\n        PolicyDocument:\n          Version: '2012-10-17'\n          Statement:\n            - { Effect: Allow, Action: s3:GetObject, Resource: 'arn:aws:s3:::${self:custom.bucket}/*' }\n",
    );
    folder.write(
        "cluster.yaml",
        "kind: Policy\nspec:\n  document: |\n    {\"Version\": \"2012-10-17\", \"Statement\": [\n      {\"Effect\": \"Allow\", \"Action\": \"s3:GetObjct\", \"Resource\": \"*\"}]}\n\
         ---\nkind: Policy\nspec:\n  policy:\n    Version: '2012-10-17'\n    Statement:\n      - { Effect: Allow, Action: s3:GetObjct, Resource: '*' }\n",
    );
    folder.write(
        "playbook.yml",
        "- iam_policy:\n    policy_json: |\n      {\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"s3:GetObjct\", \"Resource\": \"{{ arn }}\"}]}\n",
    );
    folder.write("workflow.yml", "on: [push]\njobs: { a: { permissions: { contents: read } } }\n");
    let ran = run_in(&folder.0, &["list-policies", "--format", "json", "."]);
    let listed: Value = serde_json::from_str(&ran.assert(0).out).unwrap();
    let places = |of: &str| -> Vec<(String, u64)> {
        let all = listed[of].as_array().unwrap().iter();
        all.map(|it| (it["file"].as_str().unwrap().to_owned(), it["line"].as_u64().unwrap()))
            .collect()
    };
    let at = |file: &str, line| (format!("./{file}"), line);
    assert_eq!(
        places("policies"),
        [at("cluster.yaml", 3), at("cluster.yaml", 10), at("serverless.yml", 14)]
    );
    assert_eq!(
        places("unchecked"),
        [at("playbook.yml", 2), at("serverless.yml", 7), at("serverless.yml", 21)]
    );
    let out = run_in(&folder.0, &["validate", "."]).assert(1).out.clone();
    for place in ["cluster.yaml:5:37", "cluster.yaml:12:34", "serverless.yml:16:40"] {
        assert!(out.contains(&format!("--> ./{place}\n")), "{place}: {out}");
    }
    assert!(out.contains("3 policies checked, 3 not checked"), "{out}");
}
