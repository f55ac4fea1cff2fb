//! What stands in for what only deploying tells.

use crate::program::{Folder, run_in};

/// A template with a managed policy of these statements, whose parameters have no values yet.
fn template(statements: &[[&str; 2]]) -> String {
    let statement = |[action, resource]: &[&str; 2]| {
        format!("          - {{ Effect: Allow, Action: \"{action}\", Resource: {resource} }}\n")
    };
    format!(
        "Parameters:\n  Path: {{ Type: String }}\n  Owner: {{ Type: String }}\n  Target: {{ Type: String }}\n\
         Resources:\n  Work:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n\
         \x20       Version: \"2012-10-17\"\n        Statement:\n{}",
        statements.iter().map(statement).collect::<String>()
    )
}

#[test]
fn what_is_assumed_hides_no_access() {
    let folder = Folder::new("assumed", &[]);
    let reads = ["s3:GetObject", "!Sub \"arn:aws:s3:::reports/${Owner}/*\""];
    let passes = ["iam:PassRole", "!Sub \"arn:aws:iam::${Owner}:role${Path}deploy\""];
    let target = |action| [action, "!Ref Target"];
    folder.write("old.yaml", &template(&[passes]));
    folder.write("target.yaml", &template(&[target("s3:GetObject")]));
    folder.write("all.yaml", &template(&[target("s3:*")]));
    folder.write("passes.yaml", &template(&[["sts:TagSession", passes[1]], passes]));
    folder.write("reads.yaml", &template(&[reads]));
    let ask = |args: &[&str]| run_in(&folder.0, args);
    // What stands for a path and for an account makes an ARN that there can be.
    let ran = ask(&["diff", "reads.yaml", "passes.yaml"]);
    let told = "`iam:PassRole` on `arn:aws:iam::111122223333:role/some-path/deploy`";
    assert!(ran.assert(1).out.contains(told), "{}", ran.out);
    // What may be any ARN is no resource that there is: nobody knows, and nothing passes.
    let ran = ask(&["diff", "target.yaml", "all.yaml"]);
    assert!(ran.assert(1).out.contains("1 unknown"), "{}", ran.out);
    let pair = ["--existing-policy-document", "target.yaml", "--new-policy-document", "all.yaml"];
    let ran = ask(&[&["check-no-new-access"][..], &pair].concat());
    assert!(ran.assert(1).out.starts_with("UNKNOWN: "), "{}", ran.out);
    let ran = ask(&[
        "check-access-not-granted",
        "--policy-document",
        "all.yaml",
        "--access",
        "actions=s3:DeleteObject",
    ]);
    assert!(ran.assert(1).out.starts_with("UNKNOWN: "), "{}", ran.out);
    // What is the same may be anything.
    for same in ["target.yaml", "all.yaml", "old.yaml"] {
        ask(&["diff", same, same]).assert(0);
    }
    ask(&["diff", "all.yaml", "target.yaml"]).assert(0);
}
