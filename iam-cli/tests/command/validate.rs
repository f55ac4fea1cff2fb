//! `iam validate` for people.

use crate::program::{Folder, pipe, policy, run};

const SEVERAL: &str = "\
error[invalid-effect]: `Alow` is not a valid effect: it is `Allow` or `Deny`
 --> several.json:6:17
  |
6 |       \"Effect\": \"Alow\",
  |                 ^^^^^^
  |
  = why: IAM refuses the whole policy
  = fix: write `\"Allow\"`

error[invalid-action]: `s3` has no action `GetObjct` (AWS's lists up to DATE)
 --> several.json:7:18
  |
7 |       \"Action\": [\"s3:GetObjct\", \"s3:GetObject\"],
  |                  ^^^^^^^^^^^^^
  |
  = why: An `Allow` of it grants nothing, and a `Deny` of it protects nothing
  = fix: write `s3:GetObject`

error[invalid-policy-element]: a statement has no element `Efect`
  --> several.json:10:19
   |
10 |     { \"Sid\": \"B\", \"Efect\": \"Allow\", \"Action\": \"sqs:SendMessage\", \"Resource\": \"*\" }
   |                   ^^^^^^^
   |
   = why: IAM refuses the whole policy
   = fix: write `Effect`

3 errors in 1 file
";

#[test]
fn each_finding_underlines_its_place() {
    let ran = run(&["validate", "several.json"]);
    let expected = SEVERAL.replace("DATE", iam_core::registry::version().newest());
    assert_eq!(ran.assert(1).out, expected);
    assert_eq!(ran.err, "");
}

#[test]
fn a_clean_policy_is_said_to_be_clean() {
    let ran = run(&["validate", "clean.json"]);
    assert_eq!(ran.assert(0).out, "nothing found in 1 file\n");
    assert_eq!(pipe(&["validate", "-"], policy("clean.json")).assert(0).err, "");
}

#[test]
fn what_it_is_follows_from_options_or_from_principals() {
    run(&["validate", "trust.json"]).assert(0);
    run(&["validate", "--policy-type", "identity", "trust.json"]).assert(1);
    run(&["validate", "--policy-type", "IDENTITY_POLICY", "clean.json"]).assert(0);
    let bucket = policy("trust.json").replace("sts:AssumeRole", "s3:ListBucket");
    let bucket = bucket.replace("\"Action\"", "\"Resource\": \"arn:aws:s3:::a\", \"Action\"");
    let ran = pipe(&["validate", "-"], &bucket);
    assert!(!ran.out.contains("[unsupported-principal]"), "{}", ran.out);
    run(&["validate", "--resource-type", "AWS::IAM::AssumeRolePolicyDocument", "trust.json"])
        .assert(0);
}

#[test]
fn usage_that_contradicts_itself_is_refused() {
    let wrong = ["validate", "--policy-type", "scp", "--resource-type", "AWS::S3::Bucket", "a"];
    let ran = run(&wrong);
    let expected = "error: `AWS::S3::Bucket` has no service control policy: \
                    a resource type goes with `resource`\n";
    assert_eq!(ran.assert(2).err, expected);
    let ran = run(&["validate", "--enable", "x-unknown-cod", "clean.json"]);
    assert!(ran.assert(2).err.contains("; write `x-unknown-code`"), "{}", ran.err);
    run(&["validate"]).assert(2);
    run(&["validate", "--jsonl", "clean.json"]).assert(2);
    run(&["valdate", "clean.json"]).assert(2);
    run(&["validate", "--enable", "all", "clean.json"]).assert(0);
}

#[test]
fn colours_come_when_asked_for() {
    assert!(run(&["validate", "--color", "always", "several.json"]).out.contains("\x1b["));
    assert!(!run(&["validate", "several.json"]).out.contains('\x1b'));
}

#[test]
fn nothing_hidden_or_reordered_reaches_the_terminal() {
    for format in ["text", "json", "sarif"] {
        let ran = run(&["validate", "--format", format, "odd.json"]);
        assert!(!ran.assert(1).out.contains('\u{202e}'), "{}", ran.out);
    }
    let name = "a\u{202e}\u{1b}[2J.json";
    let folder = Folder::new("odd-name", &[(name, "{")]);
    let ran = folder.run(&["validate", name]);
    assert!(!ran.assert(1).out.contains(['\u{202e}', '\u{1b}']), "{}", ran.out);
}

#[test]
fn long_lines_are_cut_and_their_columns_are_not() {
    let statement = r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}, "#;
    let many = statement.repeat(2_000);
    let text = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{many}{{"Effect": "Alow", "Action": "s3:GetObject", "Resource": "*"}}]}}"#
    );
    let column = text.find("\"Alow\"").unwrap() + 1;
    let ran = pipe(&["validate", "--policy-type", "identity", "-"], &text);
    assert!(ran.assert(1).out.contains(&format!(" --> <stdin>:1:{column}\n")), "{}", ran.out);
    assert!(ran.out.lines().all(|line| line.chars().count() < 200), "{}", ran.out);
}

#[test]
fn sarif_names_rules_places_and_fingerprints() {
    let log = run(&["validate", "--format", "sarif", "several.json", "malformed.json"]);
    let log = log.assert(1).json();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let rules: Vec<_> = results.iter().map(|result| result["ruleId"].as_str().unwrap()).collect();
    let expected =
        ["invalid-effect", "invalid-action", "invalid-policy-element", "json-syntax-error"];
    assert_eq!(rules, expected);
    assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 4);
    let place = &results[0]["locations"][0];
    let region = &place["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["startColumn"]), (&6.into(), &17.into()));
    assert_eq!((&region["endLine"], &region["endColumn"]), (&6.into(), &23.into()));
    assert_eq!(place["logicalLocations"][0]["fullyQualifiedName"], "/Statement/0/Effect");
    assert_eq!(
        results[3]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "malformed.json"
    );
    assert_eq!(run["invocations"][0]["executionSuccessful"], true);
}

#[test]
fn sarif_carries_the_fixes_as_edits_of_the_text() {
    let log = run(&["validate", "--format", "sarif", "several.json"]);
    let log = log.assert(1).json();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let fix = &results[0]["fixes"][0];
    assert_eq!(fix["description"]["text"], "write `Allow`");
    assert_eq!(fix["properties"]["applicability"], "MaybeIncorrect");
    let change = &fix["artifactChanges"][0];
    assert_eq!(change["artifactLocation"]["uri"], "several.json");
    // What each replaces, done by hand.
    let text = policy("several.json");
    let mut mended = text.clone();
    for result in results.iter().rev() {
        let edits = result["fixes"][0]["artifactChanges"][0]["replacements"].as_array().unwrap();
        for edit in edits.iter().rev() {
            let region = &edit["deletedRegion"];
            let number = |name: &str| usize::try_from(region[name].as_u64().unwrap()).unwrap();
            let (offset, length) = (number("byteOffset"), number("byteLength"));
            let lines: Vec<_> = text.lines().take(number("startLine") - 1).collect();
            let before = lines.iter().map(|line| line.len() + 1).sum::<usize>();
            assert_eq!(before + number("startColumn") - 1, offset);
            let with = edit["insertedContent"]["text"].as_str().unwrap();
            mended.replace_range(offset..offset + length, with);
        }
    }
    assert!(mended.contains(r#""Effect": "Allow","#), "{mended}");
    assert!(mended.contains(r#"["s3:GetObject", "s3:GetObject"]"#), "{mended}");
    assert!(mended.contains(r#""Sid": "B", "Effect": "Allow""#), "{mended}");
}

#[test]
fn completions_and_help_are_there() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(run(&["completions", shell]).assert(0).out.contains("validate"), "{shell}");
    }
    for verb in ["validate", "explain", "expand", "import", "completions"] {
        assert!(run(&[verb, "--help"]).assert(0).out.contains("Example"), "{verb}");
    }
}

/// Organizations counts white space. This one has 27,158 characters as written and 7,528 without it.
#[test]
fn a_control_policy_is_measured_as_it_is_written() {
    let written = include_str!("../../../tests/scp/indented.json");
    let policy: serde_json::Value = serde_json::from_str(written).unwrap();
    let compact = policy.to_string();
    assert_eq!((written.len(), compact.len()), (27_158, 7_528));
    let folder = Folder::new("scp", &[("written.json", written), ("compact.json", &compact)]);
    let ran = folder.run(&["validate", "--policy-type", "scp", "written.json"]);
    assert!(ran.assert(1).out.contains("error[policy-size-exceeds-scp-quota]"), "{}", ran.out);
    assert!(ran.out.contains("has 27,158 characters"), "{}", ran.out);
    assert!(
        ran.out.contains("leave out the white space: without it there are 7,528"),
        "{}",
        ran.out
    );
    folder.run(&["validate", "--policy-type", "scp", "compact.json"]).assert(0);
    let line = serde_json::json!({ "policy": written, "policy_type": "scp" }).to_string();
    let answer = pipe(&["validate", "--jsonl"], &line);
    assert!(answer.assert(1).out.contains("POLICY_SIZE_EXCEEDS_SCP_QUOTA"), "{}", answer.out);
}

#[test]
fn a_policy_that_is_too_long_is_told_how_short_it_could_be() {
    let actions: Vec<_> =
        (0..14).map(|at| format!(r#""s3:GetObject{}""#, "?".repeat(at + 10))).collect();
    let statement = |at: usize| {
        let actions = actions.join(", ");
        format!(
            r#"{{"Sid": "S{at}", "Effect": "Deny", "Action": [{actions}], "Resource": "arn:aws:s3:::b{at}/*"}}"#
        )
    };
    let text = |count: usize| {
        let statements: Vec<_> = (0..count).map(statement).collect();
        format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(", "))
    };
    let folder = Folder::new("shorter", &[("long.json", &text(30)), ("longer.json", &text(60))]);
    let out = folder.run(&["validate", "longer.json"]).assert(1).out.clone();
    assert!(out.contains("`iam minimize` tells how much shorter it can be said"), "{out}");
    let out = folder.run(&["validate", "long.json"]).assert(1).out.clone();
    assert!(out.contains("[policy-size-exceeds-identity-policy-quota]"), "{out}");
    assert!(out.contains("`iam minimize` says the same in "), "{out}");
}
