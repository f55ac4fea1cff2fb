//! The comparison as a whole, on permissions files.

use super::change::{Comparison, Element, StatementChange};
use super::form::Permissions;
use super::verdict::Verdict;
use crate::set::PolicySet;
use crate::testing::{Customer, Ledger, Source};

pub(super) const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}]}"#;

fn document(statements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

pub(super) fn role(name: &str, trust: &str, policies: &[(&str, &str)]) -> String {
    let policies = policies.iter().map(|(name, statements)| {
        format!(r#"{{"name":"{name}","policy_document":{}}}"#, document(statements))
    });
    let policies = policies.collect::<Vec<_>>().join(",");
    format!(r#""{name}":{{"trust_policy":{trust},"inline_policies":[{policies}]}}"#)
}

pub(super) fn file(roles: &[String]) -> Permissions {
    let text = format!(r#"{{"roles":{{{}}}}}"#, roles.join(","));
    Permissions::from_json(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A role `R` with one policy `P` of these statements.
pub(super) fn policy(statements: &str) -> Permissions {
    file(&[role("R", TRUST, &[("P", statements)])])
}

fn statements(comparison: &Comparison) -> Vec<&StatementChange> {
    let policies = comparison.entities.iter().flat_map(|entity| &entity.policies);
    policies.flat_map(|policy| &policy.statements).collect()
}

/// The one statement that changes between these members of one.
#[track_caller]
fn change(before: &str, after: &str) -> StatementChange {
    let one = |members: &str| policy(&format!(r#"{{"Sid":"A",{members}}}"#));
    let comparison = one(before).compare(&one(after));
    let changes = statements(&comparison);
    assert_eq!(changes.len(), 1, "{before} {after}: {}", comparison.to_text());
    assert_eq!(comparison.verdict, changes[0].verdict);
    let back = one(after).compare(&one(before));
    assert_eq!(back.verdict, comparison.verdict.inverse(), "{before} {after}");
    changes[0].clone()
}

#[track_caller]
fn verdict(before: &str, after: &str) -> Verdict {
    change(before, after).verdict
}

pub(super) const ALLOW: &str = r#""Effect":"Allow","Resource":"*""#;
pub(super) const DENY: &str = r#""Effect":"Deny","Resource":"*""#;
const GET: &str = r#""Effect":"Allow","Action":"s3:GetObject""#;

#[test]
fn actions_are_wider_or_narrower() {
    let of = |before: &str, after: &str| {
        verdict(&format!("{ALLOW},{before}"), &format!("{ALLOW},{after}"))
    };
    let get = r#""Action":"s3:GetObject""#;
    assert_eq!(of(get, r#""Action":["s3:GetObject","s3:PutObject"]"#), Verdict::Wider);
    assert_eq!(of(get, r#""Action":"S3:get*""#), Verdict::Wider);
    assert_eq!(of(get, r#""Action":"s3:PutObject""#), Verdict::Other);
    assert_eq!(
        of(r#""Action":"s3:Get*""#, r#""Action":["s3:Get*","s3:GetObject"]"#),
        Verdict::Same
    );
    assert_eq!(of(r#""NotAction":"s3:*""#, r#""NotAction":["s3:*","iam:*"]"#), Verdict::Narrower);
    assert_eq!(of(get, r#""NotAction":"iam:*""#), Verdict::Wider);
    assert_eq!(of(get, r#""NotAction":"S3:*""#), Verdict::Other);
    assert_eq!(of(r#""Action":"*""#, r#""NotAction":"iam:*""#), Verdict::Narrower);
    assert_eq!(of(r#""Action":["s3:Get*","s3:Put*"]"#, r#""Action":"s3:G*""#), Verdict::Other);
}

#[test]
fn a_denial_turns_the_verdict_round() {
    let of = |before: &str, after: &str| {
        verdict(&format!("{DENY},{before}"), &format!("{DENY},{after}"))
    };
    assert_eq!(of(r#""Action":"s3:Get*""#, r#""Action":"s3:*""#), Verdict::Narrower);
    assert_eq!(of(r#""NotAction":"s3:*""#, r#""NotAction":["s3:*","iam:*"]"#), Verdict::Wider);
    let action = r#""Action":"s3:*""#;
    let flip = change(&format!("{ALLOW},{action}"), &format!(r#"{DENY},"Action":"s3:Get*""#));
    assert_eq!(flip.verdict, Verdict::Narrower);
    assert_eq!(flip.elements[0].element, Element::Effect);
    let comparison = policy(&format!("{{{ALLOW},{action}}}"))
        .compare(&policy(&format!("{{{ALLOW},{action}}},{{{DENY},{action}}}")));
    assert_eq!(comparison.verdict, Verdict::Narrower);
    assert_eq!(comparison.totals.appear.total(), 0);
    assert!(comparison.totals.denials_appear.total() > 100);
}

#[test]
fn resources_compare_as_patterns() {
    let of = |before: &str, after: &str| {
        verdict(&format!(r#"{GET},"Resource":{before}"#), &format!(r#"{GET},"Resource":{after}"#))
    };
    let bucket = r#""arn:aws:s3:::a/${aws:username}/x""#;
    assert_eq!(of(r#""*""#, bucket), Verdict::Narrower);
    assert_eq!(of(bucket, r#""arn:aws:s3:::a/${aws:username}/*""#), Verdict::Wider);
    assert_eq!(of(bucket, r#""arn:aws:s3:::a/${aws:userid}/*""#), Verdict::Other);
    assert_eq!(of(r#""arn:aws:s3:::${Token}-a""#, r#""arn:aws:s3:::${Token}-*""#), Verdict::Wider);
    assert_eq!(
        of(r#"["arn:aws:s3:::a","arn:aws:s3:::b"]"#, r#""arn:aws:s3:::b""#),
        Verdict::Narrower
    );
    let not = |text: &str| format!(r#"{GET},"NotResource":{text}"#);
    assert_eq!(
        verdict(&not(r#""arn:aws:s3:::a""#), &not(r#""arn:aws:s3:::*""#)),
        Verdict::Narrower
    );
}

#[test]
fn conditions_are_anded() {
    let of = |before: &str, after: &str| {
        let with = |condition: &str| format!(r#"{GET},"Resource":"*","Condition":{{{condition}}}"#);
        verdict(&with(before), &with(after))
    };
    let vendor = r#""StringEquals":{"aws:ResourceTag/Vendor":"Clumio"}"#;
    let secure = r#""Bool":{"aws:SecureTransport":"true"}"#;
    assert_eq!(of("", vendor), Verdict::Narrower);
    assert_eq!(of(&format!("{vendor},{secure}"), secure), Verdict::Wider);
    assert_eq!(of(vendor, secure), Verdict::Other);
    let both = r#""StringEquals":{"aws:ResourceTag/vendor":["x","Clumio"]}"#;
    assert_eq!(of(vendor, both), Verdict::Wider);
    let like = r#""StringLike":{"aws:ResourceTag/Vendor":"Cl*"}"#;
    assert_eq!(of(vendor, like), Verdict::Wider);
    let not = r#""StringNotLike":{"aws:ResourceTag/Vendor":["a*","b"]}"#;
    assert_eq!(of(r#""StringNotLike":{"aws:ResourceTag/Vendor":"a*"}"#, not), Verdict::Narrower);
    let all = |values: &str| format!(r#""ForAllValues:StringEquals":{{"aws:TagKeys":{values}}}"#);
    // Not by its elements: proved.
    assert_eq!(of(&all(r#""a""#), &all(r#"["a","b"]"#)), Verdict::Wider);
    assert_eq!(of("", &all(r#""a""#)), Verdict::Narrower);
}

#[test]
fn principals_compare_by_name() {
    let trust = |principal: &str| {
        let trust = document(&format!(
            r#"{{"Effect":"Allow","Principal":{principal},"Action":"sts:AssumeRole"}}"#
        ));
        file(&[role("R", &trust, &[])])
    };
    let of = |before: &str, after: &str| trust(before).compare(&trust(after)).verdict;
    let account = r#"{"AWS":"111122223333"}"#;
    let role = r#"{"AWS":"arn:aws:iam::111122223333:role/a"}"#;
    assert_eq!(of(account, r#"{"AWS":["111122223333","444455556666"]}"#), Verdict::Wider);
    assert_eq!(of(account, r#""*""#), Verdict::Wider);
    assert_eq!(of(role, r#"{"AWS":"*"}"#), Verdict::Wider);
    // An account gives its principals leave to be allowed; a role is allowed.
    assert_eq!(of(role, account), Verdict::Other);
    assert_eq!(of(r#""*""#, r#"{"AWS":"*"}"#), Verdict::Other);
    assert_eq!(of(r#"{"Service":"ec2.amazonaws.com"}"#, r#"{"AWS":"*"}"#), Verdict::Other);
    assert_eq!(of(account, r#"{"AWS":"arn:aws:iam::111122223333:root"}"#), Verdict::Same);
}

#[test]
fn another_spelling_is_no_difference() {
    let before = policy(
        r#"{"Sid":"A","Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":["a","b"],"Condition":{"StringEquals":{"aws:a":["x","y"],"aws:b":"z"}}},
           {"Sid":"B","Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}"#,
    );
    let after = policy(
        r#"{"Sid":"B","Effect":"Allow","Action":["S3:listbucket"],"Resource":["*"]},
           {"Sid":"A","Effect":"Allow","Resource":["b","a","b"],"Action":["s3:PutObject","s3:getobject"],"Condition":{"StringEquals":{"AWS:B":["z"],"aws:a":["y","x"]}}}"#,
    );
    let comparison = before.compare(&after);
    assert!(comparison.is_empty(), "{}", comparison.to_text());
    assert_eq!(comparison.to_text(), "No difference\n");
    assert_eq!(comparison.verdict, Verdict::Same);
}

#[test]
fn a_new_sid_is_no_change_of_access() {
    let with = |sid: &str| policy(&format!(r#"{{"Sid":"{sid}",{GET},"Resource":"*"}}"#));
    let comparison = with("A").compare(&with("B"));
    let changes = statements(&comparison);
    assert_eq!((changes.len(), comparison.verdict), (1, Verdict::Same));
    assert_eq!(changes[0].elements[0].element, Element::Sid);
    assert!(comparison.to_text().contains("No change of access: no permission appears"));
}

#[test]
fn statements_without_sids_are_found_by_what_they_share() {
    let before = policy(&format!(
        r#"{{{ALLOW},"Action":["s3:GetObject","s3:PutObject"]}},{{{ALLOW},"Action":"ec2:RunInstances"}}"#
    ));
    let after = policy(&format!(
        r#"{{{ALLOW},"Action":["ec2:RunInstances","ec2:StopInstances"]}},{{{ALLOW},"Action":"s3:GetObject"}}"#
    ));
    let comparison = before.compare(&after);
    let verdicts: Vec<_> = statements(&comparison).iter().map(|it| it.verdict).collect();
    assert_eq!(verdicts, [Verdict::Wider, Verdict::Narrower]);
    assert_eq!(comparison.verdict, Verdict::Other);
    assert_eq!((comparison.totals.appear.total(), comparison.totals.disappear.total()), (1, 1));

    // The only ones that are left need not share anything.
    let one = |action: &str| policy(&format!(r#"{{{ALLOW},"Action":"{action}"}}"#));
    assert_eq!(one("s3:GetObject").compare(&one("s3:Get*")).verdict, Verdict::Wider);

    // Two names that share little are two statements.
    let before = policy(&format!(
        r#"{{"Sid":"A",{ALLOW},"Action":["s3:GetObject","s3:PutObject","s3:ListBucket"]}}"#
    ));
    let after = policy(&format!(r#"{{"Sid":"B",{ALLOW},"Action":["s3:GetObject"]}}"#));
    let changes = before.compare(&after);
    assert_eq!(statements(&changes).len(), 2);
}

#[test]
fn a_statement_that_moves_within_a_role_changes_no_access() {
    let one = format!(r#"{{"Sid":"A",{GET},"Resource":"*"}}"#);
    let other = format!(r#"{{"Sid":"B",{ALLOW},"Action":"ec2:*"}}"#);
    let both = format!("{one},{other}");
    let before = file(&[role("R", TRUST, &[("P", &both), ("Q", &other)])]);
    let after = file(&[role("R", TRUST, &[("P", &other), ("Q", &both)])]);
    let comparison = before.compare(&after);
    assert_eq!(comparison.verdict, Verdict::Same, "{}", comparison.to_text());
    let totals = &comparison.totals;
    assert_eq!((totals.appear.total(), totals.disappear.total(), totals.same), (0, 0, 1));
    assert!(statements(&comparison).iter().all(|it| it.elsewhere.as_ref().unwrap().same_entity));

    // A policy under another name is the same policy, if it moves as a whole.
    let after = file(&[role("R", TRUST, &[("Another", &both), ("Q", &other)])]);
    let comparison = before.compare(&after);
    assert_eq!(comparison.verdict, Verdict::Same, "{}", comparison.to_text());
}

#[test]
fn a_policy_that_moves_to_another_role_is_told_on_both_sides() {
    let one = format!(r#"{{"Sid":"A",{GET},"Resource":"*"}}"#);
    let before = file(&[role("R", TRUST, &[("P", &one)]), role("S", TRUST, &[])]);
    let after = file(&[role("R", TRUST, &[]), role("S", TRUST, &[("P", &one)])]);
    let comparison = before.compare(&after);
    let verdicts: Vec<_> = comparison.entities.iter().map(|it| it.verdict).collect();
    assert_eq!(verdicts, [Verdict::Narrower, Verdict::Wider]);
    assert_eq!(comparison.verdict, Verdict::Other);
    let places: Vec<_> =
        statements(&comparison).iter().map(|it| it.elsewhere.clone().unwrap().entity).collect();
    assert_eq!(places, ["S", "R"]);
}

#[test]
fn names_of_another_deployment_are_paired_if_plain_and_noted() {
    let one = format!(r#"{{"Sid":"A",{GET},"Resource":"*"}}"#);
    let before =
        file(&[role("Backup-uw2-1", TRUST, &[("Read-1", &one)]), role("Help-1", TRUST, &[])]);
    let after =
        file(&[role("Backup-ew1-2", TRUST, &[("Read-2", &one)]), role("Other-2", TRUST, &[])]);
    let comparison = before.compare(&after);
    let names: Vec<_> =
        comparison.entities.iter().map(|it| (it.before.as_deref(), it.after.as_deref())).collect();
    assert_eq!(
        names,
        [
            (Some("Backup-uw2-1"), Some("Backup-ew1-2")),
            (Some("Help-1"), None),
            (None, Some("Other-2"))
        ]
    );
    assert_eq!(comparison.notes.len(), 2, "{:?}", comparison.notes);
    assert_eq!(comparison.entities[0].verdict, Verdict::Other);
}

#[test]
fn what_is_not_known_is_noted_and_compared() {
    let file = |extra: &str| {
        let text = format!(
            "{{\"roles\": {{\"R\": {{\"trust_policy\": {TRUST}}}}},\n \"queues\": {extra}}}"
        );
        Permissions::from_json(&text).unwrap()
    };
    let comparison = file(r#"{"a": 1.0}"#).compare(&file(r#"{"a": 1.00}"#));
    assert_eq!((comparison.verdict, comparison.fields.len()), (Verdict::Other, 1));
    assert!(
        comparison.notes[0].starts_with("before, 2:2: queues: no part"),
        "{:?}",
        comparison.notes
    );
    assert!(file("{}").compare(&file("{ }")).is_empty());
}

#[test]
fn event_rules_and_documents_have_verdicts_too() {
    let file =
        |rule: &str| Permissions::from_json(&format!(r#"{{"rules":{{"N":{rule}}}}}"#)).unwrap();
    let of = |before: &str, after: &str| file(before).compare(&file(after)).verdict;
    let one = r#"{"event_pattern":{"source":["a"],"detail":{"n":["x"]}},"targets":[{"Arn":"t","Id":"1"}]}"#;
    let more = r#"{"event_pattern":{"detail":{"n":["y","x"]},"source":["a"]},"targets":[{"Id":"1","Arn":"t"}]}"#;
    assert_eq!(of(one, more), Verdict::Wider);
    let field = r#"{"event_pattern":{"source":["a"],"detail":{"n":["x"],"m":[{"exists":false}]}},"targets":[{"Arn":"t","Id":"1"}]}"#;
    assert_eq!(of(one, field), Verdict::Narrower);
    let target = r#"{"event_pattern":{"source":["a"],"detail":{"n":["x"]}},"targets":[{"Arn":"u","Id":"1"}]}"#;
    assert_eq!(of(one, target), Verdict::Other);
    let told = r#"{"description":"d","event_pattern":{"source":["a"],"detail":{"n":["x"]}},"targets":[{"Arn":"t","Id":"1"}]}"#;
    assert_eq!(of(one, told), Verdict::Same);
}

#[test]
fn every_problem_of_a_file_is_told_with_its_place() {
    let text = r#"{
  "roles": {
    "R": {"trust_policy": {"Version": "2012-10-17", "Statement": [{"Effect": "Alow", "Action": "*"}]},
          "inline_policies": [{"policy_document": []}, 3, {"name": "x", "name": "y"}]},
    "R": {"description": 1},
    "S": {}
  },
  "topics": [],
  "rules": {"é": {"event_pattern": "x"}}
}"#;
    let error = Permissions::from_json(text).unwrap_err();
    let places: Vec<_> = error.problems().iter().map(|it| (it.line, it.column)).collect();
    let expected = [
        (3, 67),
        (3, 78),
        (4, 31),
        (4, 51),
        (4, 56),
        (4, 59),
        (4, 73),
        (5, 5),
        (5, 26),
        (6, 5),
        (8, 13),
        (9, 36),
    ];
    assert_eq!(places, expected, "{error}");
    assert!(error.to_string().contains("[invalid-effect]"), "{error}");
}

#[test]
fn bad_input_is_an_error_and_nothing_worse() {
    let deep = |open: &str, close: &str| open.repeat(100_000) + &close.repeat(100_000);
    for text in [
        "",
        "null",
        "[]",
        "1",
        "{",
        "\u{feff}{}",
        "{}",
        r#"{"a":{}}"#,
        r#"{"roles":{"R":null}}"#,
        r#"{"roles":{"R":{"trust_policy":"{}"}}}"#,
        r#"{"roles":{"\ud800":{}}}"#,
        &deep("[", "]"),
        &deep(r#"{"roles":"#, "}"),
        r#"{"topics":{"T":{"policies":[{"name":"\u0000","policy_document":{}}]}}}"#,
    ] {
        let error = Permissions::from_json(text).expect_err(text.get(..40).unwrap_or(text));
        assert!(!error.problems().is_empty());
    }
    assert!(Permissions::from_json(r#"{"roles":{}}"#).is_ok());
    assert!(Permissions::from_json(r#"{"rules":{"\u202e":{}},"topics":null}"#).is_ok());
}

#[test]
fn text_of_others_cannot_break_out() {
    let evil = "</summary>`\\u202e\\n|@x";
    let text = format!(r#"{{"roles":{{"{evil}":{{"trust_policy":{TRUST},"{evil}":"{evil}"}}}}}}"#);
    let before = Permissions::from_json(r#"{"roles":{}}"#).unwrap();
    let comparison = before.compare(&Permissions::from_json(&text).unwrap());
    let markdown = comparison.to_markdown();
    assert_eq!(markdown.matches("</summary>").count(), 3, "{markdown}");
    for text in [&markdown, &comparison.to_text()] {
        assert!(!text.contains('\u{202e}'), "{text}");
    }
    let json: serde_json::Value = serde_json::from_str(&comparison.to_json()).unwrap();
    assert_eq!(json["entities"][0]["after"], "</summary>`\u{202e}\n|@x");
}

#[test]
fn sets_and_their_files_compare_as_equal() {
    let all = PolicySet::<Ledger>::for_assets(Source::Invoices);
    let file = Permissions::from_json(&all.to_json()).unwrap();
    assert!(all.permissions().compare(&file).is_empty());
    assert!(file.compare(&all.permissions()).is_empty());
    let resolved = all.resolve(&Customer::in_ireland()).unwrap();
    let file = Permissions::from_json(&resolved.to_json_pretty()).unwrap();
    let comparison = resolved.permissions().compare(&file);
    assert!(comparison.is_empty(), "{}", comparison.to_text());
}

#[test]
fn an_asset_that_comes_is_shown() {
    let few = PolicySet::<Ledger>::for_assets(Source::Buckets);
    let all = PolicySet::<Ledger>::for_assets(Source::Invoices);
    let comparison = few.compare(&all);
    assert_eq!(comparison.verdict, Verdict::Wider);
    let text = comparison.to_text();
    for line in [
        "Wider: 3 permissions appear; 1 statement changed (1 wider)",
        "  new services    sns",
        "~ role Ledger-${Short}-${Key}: changed, wider",
        "    ~ statement ReadSelf, Allow: changed, wider",
        "          + arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/LedgerInvoices-${Key}",
        "  + managed policy LedgerInvoices-${Key}: added, wider",
        "        Action        s3:PutObject (Write)",
        "+ topic LedgerNews-${Key}: added, wider",
        "+ event rule LedgerRule-${Key}: added, wider",
    ] {
        assert!(text.lines().any(|it| it == line), "{line}\n{text}");
    }
    let markdown = comparison.to_markdown();
    assert!(markdown.starts_with("**Wider**: 3 permissions appear"), "{markdown}");
    assert!(markdown.contains("| permissions that appear | 0 | 1 | 0 | 2 | 0 | 0 |"), "{markdown}");
    let json: serde_json::Value = serde_json::from_str(&comparison.to_json()).unwrap();
    assert_eq!(json["verdict"], "wider");
    assert_eq!(json["totals"]["appear"]["write"], 2);
    assert_eq!(all.compare(&few).verdict, Verdict::Narrower);
    assert!(all.compare(&all).is_empty());
}

/// Ten thousand statements, with names and without, some changed: a second at most, not an hour.
#[test]
fn many_statements_are_no_burden() {
    let many = |sid: bool, action: &str| {
        let one = |number: u32| {
            let name = if sid { format!(r#""Sid":"S{number}","#) } else { String::new() };
            let changed = if number.is_multiple_of(10) { action } else { "s3:GetObject" };
            format!(
                r#"{{{name}"Effect":"Allow","Action":["{changed}","s3:ListBucket"],"Resource":"arn:aws:s3:::b{number}"}}"#
            )
        };
        let all: Vec<_> = (0..10_000).map(one).collect();
        policy(&all.join(","))
    };
    for sid in [true, false] {
        let comparison = many(sid, "s3:GetObject").compare(&many(sid, "s3:Get*"));
        let changes = statements(&comparison);
        if sid {
            assert_eq!((changes.len(), comparison.verdict), (1_000, Verdict::Wider));
        } else {
            assert!(changes.len() >= 1_000);
        }
    }
}
