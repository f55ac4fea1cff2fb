//! `iam import`, up to compiling what it writes.

use crate::program::{codes, pipe, policy, run};

const CLEAN: &str = r#"pub const REPORTS: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Sid: Reports,
            Effect: Allow,
            Action: [s3:GetObject, s3:ListBucket],
            Resource: ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"],
            Condition: { StringEquals: { aws:RequestedRegion: "eu-central-1" } },
        },
    ],
};
"#;

#[test]
fn a_policy_becomes_a_constant() {
    assert_eq!(run(&["import", "--name", "REPORTS", "clean.json"]).assert(0).out, CLEAN);
    let source = CLEAN.replace("pub const REPORTS: Policy = ", "").replace("};\n", "}\n");
    assert_eq!(pipe(&["import", "-"], policy("clean.json")).assert(0).out, source);
    let trust = run(&["import", "--name", "T", "trust.json"]);
    let start = "pub const T: TrustPolicy = trust_policy! {\n";
    assert!(trust.assert(0).out.starts_with(start), "{}", trust.out);
}

/// They no longer fit a line.
const RESOURCES: &str = r#"[
                "arn:${AWS::Partition}:s3:::reports",
                "arn:${AWS::Partition}:s3:::reports/*",
            ]"#;

#[test]
fn parameters_become_those_of_a_template() {
    let policy = policy("clean.json").replace("arn:aws:s3", "arn:${AWS::Partition}:s3");
    pipe(&["import", "-"], &policy).assert(1);
    let ran = pipe(&["import", "--template", "--name", "REPORTS", "-"], &policy);
    let source = CLEAN.replace("Policy = policy!", "PolicyTemplate = policy_template!");
    let line = r#"["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"]"#;
    let source = source.replace(line, RESOURCES);
    assert_eq!(ran.assert(0).out, source);
    let trust = run(&["import", "--template", "--name", "T", "trust.json"]);
    let start = "pub const T: PolicyTemplate<Trust> = trust_policy_template! {\n";
    assert!(trust.assert(0).out.starts_with(start), "{}", trust.out);
    let line =
        format!("{{\"policy\": {}, \"policy_type\": \"identity\"}}\n", policy.replace('\n', " "));
    pipe(&["import", "--jsonl", "--template"], line).assert(0);
}

#[test]
fn a_policy_with_errors_is_not_imported() {
    let ran = run(&["import", "several.json"]);
    assert_eq!(ran.assert(1).out, "");
    assert!(ran.err.contains(" --> several.json:6:17\n"), "{}", ran.err);
    assert!(ran.err.ends_with("error: 3 errors in 1 file; nothing was imported\n"), "{}", ran.err);
    run(&["import", "malformed.json"]).assert(1);
    run(&["import", "nowhere.json"]).assert(2);
    let reserved = policy("clean.json").replace("aws:RequestedRegion", "aws:PrincipalTag/Team");
    let reserved = reserved.replace("eu-central-1", "\u{fffc}");
    assert!(pipe(&["import", "-"], reserved).assert(1).err.contains("U+FFFC"));
}

#[test]
fn a_constant_needs_a_name_of_rust() {
    for name in ["", "1st", "a-b", "fn", "_", "é"] {
        run(&["import", "--name", name, "clean.json"]).assert(2);
    }
}

#[test]
fn lines_have_sources() {
    let clean = policy("clean.json").replace('\n', " ");
    let wrong = policy("several.json").replace('\n', " ");
    let input = format!(
        "{{\"id\": 1, \"policy\": {clean}, \"name\": \"REPORTS\"}}\n{{\"id\": 2, \"policy\": {wrong}}}\n"
    );
    let lines = pipe(&["import", "--jsonl"], input).assert(2).lines();
    assert_eq!(lines[0]["source"], CLEAN);
    assert_eq!(lines[1]["error"], "the policy is not imported: 3 errors in 1 file");
    assert_eq!(codes(&lines[1]).len(), 3);
}
