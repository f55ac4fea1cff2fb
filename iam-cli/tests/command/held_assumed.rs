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
    let told = "`iam:PassRole` on `arn:aws:iam::569355457364:role/some-path/deploy`";
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

/// A configuration with one policy, of which `var.x` is not known.
fn configuration([resource_type, attribute]: [&str; 2], statements: &str) -> String {
    format!(
        "variable \"x\" {{}}\nresource \"{resource_type}\" \"r\" {{\n  {attribute} = jsonencode({{\n    Version = \
         \"2012-10-17\"\n    Statement = {statements}\n  }})\n}}\n"
    )
}

const ROLE: [&str; 2] = ["aws_iam_role", "assume_role_policy"];
const BUCKET: [&str; 2] = ["aws_s3_bucket_policy", "policy"];
const POLICY: [&str; 2] = ["aws_iam_policy", "policy"];

/// A statement of a bucket, of this effect and for these.
fn of_bucket(effect: &str, principal: &str, action: &str) -> String {
    format!(
        r#"[{{ Effect = "{effect}", Principal = {principal}, Action = "{action}", Resource = "arn:aws:s3:::b/*" }}]"#
    )
}

fn of_role(principal: &str, action: &str, condition: &str) -> String {
    format!(
        r#"[{{ Effect = "Allow", Principal = {principal}, Action = "sts:{action}"{condition} }}]"#
    )
}

fn of_policy(action: &str, rest: &str) -> String {
    format!(r#"[{{ Effect = "Allow", Action = {action}, {rest} }}]"#)
}

/// What differs by something else than what is not known is told, wherever that stands.
#[test]
fn what_is_not_known_lets_nothing_pass() {
    let condition = |text: &str| format!(", Condition = {{ {text} }}");
    let id = condition(r#"StringEquals = { "sts:ExternalId" = "a" }"#);
    let subject = condition(r#"StringEquals = { "${var.x}:sub" = "a" }"#);
    let audience =
        condition(r#"StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" }"#);
    let anywhere = r#"Resource = "*""#;
    let under = |text: &str| {
        let rest = format!(r#"Resource = "*", Condition = {text}"#);
        [of_policy(r#""s3:GetObject""#, &rest), of_policy(r#""s3:*""#, &rest)]
    };
    let trust = |principal: &str, action: &str, asked: &str| {
        [of_role(principal, action, asked), of_role(principal, action, "")]
    };
    let bucket = |principal: &str| {
        [of_bucket("Allow", principal, "s3:GetObject"), of_bucket("Allow", principal, "s3:*")]
    };
    let denied = |principal: &str| {
        [of_bucket("Deny", principal, "s3:*"), of_bucket("Deny", principal, "s3:Get*")]
    };
    let beside = |action: &str| {
        format!(r#"[var.x, {{ Effect = "Allow", Action = "{action}", {anywhere} }}]"#)
    };
    let only =
        |action: &str| format!(r#"[{{ Effect = "Allow", Action = "{action}", {anywhere} }}]"#);
    let of = |effect: &str, action: &str| {
        format!(r#"[{{ Effect = {effect}, Action = "{action}", {anywhere} }}]"#)
    };
    let (more, unknown, less, same) =
        ("grants more", "is not known", "grants less", "grants the same");
    let cases = [
        (ROLE, trust("{ AWS = var.x }", "AssumeRole", &id), more),
        (ROLE, trust("{ Service = var.x }", "AssumeRole", &id), more),
        (ROLE, trust("{ Federated = var.x }", "AssumeRoleWithWebIdentity", &subject), more),
        (ROLE, trust("{ Federated = var.x }", "AssumeRoleWithSAML", &audience), more),
        (BUCKET, bucket("{ AWS = [var.x] }"), more),
        (BUCKET, bucket("{ Service = \"${var.x}.amazonaws.com\" }"), more),
        (BUCKET, bucket("{ CanonicalUser = var.x }"), unknown),
        (BUCKET, bucket("var.x"), unknown),
        (BUCKET, denied("{ AWS = var.x }"), more),
        (BUCKET, denied("{ Service = var.x }"), more),
        (POLICY, under(r#"{ IpAddress = { "aws:SourceIp" = var.x } }"#), more),
        (POLICY, under(r#"{ StringEquals = { "aws:ResourceAccount" = var.x } }"#), more),
        (POLICY, under(r#"{ ArnLike = { "aws:PrincipalArn" = var.x } }"#), more),
        (POLICY, under(r#"{ Bool = { "aws:SecureTransport" = var.x } }"#), more),
        (POLICY, under(r#"{ DateLessThan = { "aws:CurrentTime" = var.x } }"#), more),
        (POLICY, under("var.x"), unknown),
        (
            POLICY,
            [of_policy("var.x", r#"Resource = "arn:aws:s3:::b""#), of_policy("var.x", anywhere)],
            unknown,
        ),
        (
            POLICY,
            [
                of_policy(r#"[var.x, "s3:GetObject"]"#, r#"Resource = "arn:aws:s3:::b/*""#),
                of_policy(r#"[var.x, "s3:GetObject"]"#, anywhere),
            ],
            more,
        ),
        (POLICY, [of("var.x", "s3:Get*"), of("var.x", "s3:*")], unknown),
        (POLICY, [beside("s3:Get*"), beside("s3:*")], more),
        (POLICY, [beside("s3:*"), beside("s3:Get*")], less),
        (POLICY, [beside("s3:*"), only("s3:*")], unknown),
        (POLICY, ["var.x".to_owned(), beside("s3:*")], more),
        (
            ROLE,
            [
                of_role("{ AWS = var.x }", "AssumeRole", ""),
                of_role("{ AWS = var.x }", "AssumeRole", &id),
            ],
            less,
        ),
        (
            POLICY,
            [
                of_policy("\"s3:Get*\"", "Resource = var.x"),
                of_policy("\"s3:Get*\"", "Sid = \"Read\", Resource = var.x"),
            ],
            same,
        ),
    ];
    let folder = Folder::new("assumed-everywhere", &[]);
    for (number, (holder, [old, new], told)) in cases.into_iter().enumerate() {
        let [was, is] = [format!("{number}/old/main.tf"), format!("{number}/new/main.tf")];
        folder.write(&was, &configuration(holder, &old));
        folder.write(&is, &configuration(holder, &new));
        let ran = run_in(&folder.0, &["diff", &was, &is]);
        let status = i32::from(![less, same].contains(&told));
        assert!(ran.out.contains(told), "{old}\n{new}\n{}{}", ran.out, ran.err);
        let ran = ran.assert(status);
        assert!(!told.contains("known") || ran.out.contains("not known "), "{}", ran.out);
        if old == "var.x" {
            continue;
        }
        let pair = ["--existing-policy-document", &was, "--new-policy-document", &is];
        let ran = run_in(&folder.0, &[&["check-no-new-access"][..], &pair].concat());
        // What a denial lets through is not granted by the policy itself.
        let verdict = match told {
            _ if told == unknown => "UNKNOWN",
            _ if told == more && !old.contains("Deny") => "FAIL",
            _ => "PASS",
        };
        assert!(ran.out.starts_with(verdict), "{old}\n{new}\n{}{}", ran.out, ran.err);
    }
}
