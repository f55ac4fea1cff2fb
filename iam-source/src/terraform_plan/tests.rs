use super::{Sections, read};
use crate::found::{Contents, Found};
use crate::table::Kind;
use crate::terraform::all_rows;
use iam_core::json::Lazy;
use iam_core::policy::PolicyType;

fn contents(plan: &str) -> Contents<'static> {
    read(&Sections::of(&Lazy::new(plan).expect("JSON")), plan).expect("JSON")
}

fn changes(changes: &str) -> String {
    format!(r#"{{"format_version": "1.2", "resource_changes": [{changes}]}}"#)
}

fn line(text: &str, at: u32) -> usize {
    text[..at as usize].matches('\n').count() + 1
}

/// The texts of a tree that hold `needle`, with their places.
fn places(found: &Found<'_>, needle: &str) -> Vec<u32> {
    let mut nodes = vec![&found.document];
    let mut at = Vec::new();
    while let Some(node) = nodes.pop() {
        if node.text().is_some_and(|text| text.contains(needle)) {
            at.push(node.span.start);
        }
        nodes.extend(node.members().iter().map(|it| &it.node));
        if let iam_core::document::Value::Array(items) = &node.value {
            nodes.extend(items);
        }
    }
    at
}

const POLICY: &str = r#"{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObjct\",\"Resource\":\"*\"}]}"#;

#[test]
fn each_row_is_read() {
    for row in all_rows().iter().filter(|row| row.kind != Kind::Built && row.kind != Kind::ByUse) {
        let mut after = format!("\n\"{POLICY}\"");
        for name in row.path.rsplit('.') {
            after = if after.starts_with('\n') {
                format!("{{\"{name}\": {after}}}")
            } else {
                format!("{{\"{name}\": [{after}]}}")
            };
        }
        let (name, kind) = (row.holder_type, row.kind);
        let plan = changes(&format!(
            r#"{{"address": "module.m.{name}.x", "mode": "managed", "type": "{name}", "change": {{"actions": ["create"], "after": {after}, "after_unknown": {{}}}}}}"#
        ));
        let found = contents(&plan);
        assert!(found.unchecked.is_empty(), "{name}: {found:?}");
        if kind == Kind::NotIam {
            assert!(found.policies.is_empty(), "{name}");
            continue;
        }
        let [policy] = found.policies.as_slice() else { panic!("{name}: {found:?}") };
        assert_eq!(policy.holder, format!("module.m.{name}.x"));
        assert_eq!(policy.path.replace(".0.", "."), row.path);
        assert_eq!(policy.resource_type, row.resource_type);
        assert_eq!(line(&plan, policy.span.start), 2, "{name}");
        let [at] = places(policy, "s3:GetObjct")[..] else { panic!("{name}: {policy:?}") };
        assert_eq!(line(&plan, at), 2);
        let wanted = match kind {
            Kind::Identity => PolicyType::Identity,
            Kind::Trust => PolicyType::Trust,
            Kind::Session => PolicyType::Session,
            Kind::VpcEndpoint => PolicyType::VpcEndpoint,
            Kind::ByType => PolicyType::ServiceControl,
            _ => PolicyType::Resource,
        };
        assert_eq!(policy.policy_type, Some(wanted), "{name}");
    }
}

#[test]
fn what_is_deleted_or_empty_is_no_policy() {
    let change = |actions: &str, after: &str| {
        format!(
            r#"{{"address": "aws_iam_policy.x", "type": "aws_iam_policy", "change": {{"actions": [{actions}], "after": {after}}}}}"#
        )
    };
    for it in [
        change(r#""delete""#, "null"),
        change(r#""create""#, r#"{"policy": ""}"#),
        change(r#""create""#, r#"{"policy": null}"#),
        change(r#""create""#, "{}"),
    ] {
        let found = contents(&changes(&it));
        assert!(found.policies.is_empty() && found.unchecked.is_empty(), "{found:?}");
    }
    let found = contents(&changes(&change(r#""create""#, r#"{"policy": "{\"a\""}"#)));
    let [unchecked] = found.unchecked.as_slice() else { panic!("{found:?}") };
    assert!(unchecked.reason.starts_with("`policy` is no JSON: "), "{unchecked:?}");
}

#[test]
fn what_is_known_after_apply_is_told() {
    let plan = r#"{"format_version": "1.2", "resource_changes": [
        {"address": "module.a[\"k\"].aws_iam_policy.x", "type": "aws_iam_policy",
         "change": {"actions": ["create"], "after": {"name": "n"}, "after_unknown": {"policy": true}}},
        {"address": "module.a[\"k\"].aws_sqs_queue.q", "type": "aws_sqs_queue",
         "change": {"actions": ["create"], "after": {"name": "n"}, "after_unknown": {"policy": true}}}],
      "configuration": {"root_module": {"module_calls": {"a": {"module": {"resources": [
        {"address": "aws_iam_policy.x", "expressions": {"policy": {"references":
          ["aws_s3_bucket.b.arn", "aws_s3_bucket.b", "var.x"]}}},
        {"address": "aws_sqs_queue.q", "expressions": {"name": {"constant_value": "n"}}}
      ]}}}}}}"#;
    let found = contents(plan);
    let [unchecked] = found.unchecked.as_slice() else { panic!("{found:?}") };
    assert_eq!(unchecked.holder, "module.a[\"k\"].aws_iam_policy.x");
    let reason =
        "`policy` is known after apply only: it refers to `aws_s3_bucket.b.arn` and `var.x`";
    assert_eq!(unchecked.reason, reason);
    assert!(found.policies.is_empty());
}

#[test]
fn a_document_that_is_read_during_apply_has_holes() {
    let plan = r#"{"format_version": "1.2", "resource_changes": [
        {"address": "aws_iam_role.x", "type": "aws_iam_role",
         "change": {"actions": ["create"], "after": {}, "after_unknown": {"assume_role_policy": true, "inline_policy": true}}},
        {"address": "data.aws_iam_policy_document.d", "mode": "data", "type": "aws_iam_policy_document",
         "change": {"actions": ["read"], "after": {"version": null, "statement": [
            {"actions": ["sts:AssumeRol"], "effect": null, "not_actions": null, "sid": "A", "condition": [],
             "principals": [{"type": "AWS", "identifiers": ["arn:aws:iam::123456789012:root", null]}]}]},
          "after_unknown": {"id": true, "json": true, "statement": [
            {"actions": [false], "principals": [{"identifiers": [false, true]}]}]}}}],
      "configuration": {"root_module": {"resources": [
        {"address": "aws_iam_role.x", "expressions": {"assume_role_policy": {"references":
          ["data.aws_iam_policy_document.d.json", "data.aws_iam_policy_document.d"]}}},
        {"address": "data.aws_iam_policy_document.d", "expressions": {"statement": [{"principals": [{"identifiers":
          {"references": ["aws_iam_role.y.arn", "aws_iam_role.y"]}}]}]}}
      ]}}}"#;
    let found = contents(plan);
    assert!(found.unchecked.is_empty(), "{found:?}");
    let [policy] = found.policies.as_slice() else { panic!("{found:?}") };
    assert_eq!(policy.policy_type, Some(PolicyType::Trust));
    assert_eq!(
        (policy.holder.as_str(), policy.path.as_str()),
        ("aws_iam_role.x", "assume_role_policy")
    );
    let [hole] = policy.holes.as_slice() else { panic!("{policy:?}") };
    assert!(hole.name.starts_with("aws_iam_role.y.arn."), "{hole:?}");
    assert_eq!(places(policy, &format!("${{{}}}", hole.name)).len(), 1);
    assert_eq!(places(policy, "sts:AssumeRol").len(), 1);
    assert_eq!(line(plan, places(policy, "sts:AssumeRol")[0]), 6);
    assert_eq!(places(policy, "Allow").len(), 1);
}

#[test]
fn what_is_made_of_one_thing_may_be_several() {
    // `[bucket.arn, "${bucket.arn}/*"]`, twice: of both a plan says that they refer to the bucket, and no more.
    let plan = r#"{"format_version": "1.2", "resource_changes": [
        {"address": "data.aws_iam_policy_document.d", "mode": "data", "type": "aws_iam_policy_document",
         "change": {"actions": ["read"], "after": {"statement": [
            {"actions": ["s3:*"], "resources": [null, null]}, {"actions": ["s3:*"], "resources": [null]}]},
          "after_unknown": {"json": true, "statement": [{"resources": [true, true]}, {"resources": [true]}]}}}],
      "configuration": {"root_module": {"resources": [
        {"address": "data.aws_iam_policy_document.d", "expressions": {"statement": [
          {"resources": {"references": ["aws_s3_bucket.b.arn", "aws_s3_bucket.b"]}},
          {"resources": {"references": ["aws_s3_bucket.b.arn", "aws_s3_bucket.b"]}}]}}
      ]}}}"#;
    let found = contents(plan);
    let [policy] = found.policies.as_slice() else { panic!("{found:?}") };
    let mut names: Vec<_> = policy.holes.iter().map(|it| it.name.as_str()).collect();
    assert!(names.iter().all(|it| it.starts_with("aws_s3_bucket.b.arn.")), "{names:?}");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 3, "{names:?}");
    assert_eq!(contents(plan), found);
}

#[test]
fn a_state_is_read_and_each_policy_is_one() {
    let state = format!(
        r#"{{"format_version": "1.0", "values": {{"root_module": {{"resources": [
            {{"address": "data.aws_iam_policy_document.used", "mode": "data", "type": "aws_iam_policy_document", "values": {{"json": "{POLICY}"}}}}],
          "child_modules": [{{"resources": [
            {{"address": "module.m.aws_iam_policy.x", "mode": "managed", "type": "aws_iam_policy", "values": {{"policy": "{POLICY}"}}}}]}}]}}}}}}"#
    );
    let found = contents(&state);
    let [policy] = found.policies.as_slice() else { panic!("{found:?}") };
    assert_eq!(policy.holder, "module.m.aws_iam_policy.x");
}

#[test]
fn a_format_of_the_future_is_not_guessed() {
    let plan = changes("").replace("1.2", "2.0");
    let found = contents(&plan);
    let [unchecked] = found.unchecked.as_slice() else { panic!("{found:?}") };
    assert_eq!(unchecked.reason, "the plan has format version `2.0`: only 0 and 1 are known");
    assert_eq!(contents(r#"{"format_version": 1, "values": {}}"#).unchecked.len(), 1);
}

#[test]
fn a_permission_is_built_of_its_arguments() {
    let plan = changes(
        r#"{"address": "aws_lambda_permission.p", "type": "aws_lambda_permission", "change": {"actions": ["create"],
            "after": {"action": "lambda:InvokeFunctin", "principal": "sns.amazonaws.com", "function_name": "f"},
            "after_unknown": {"source_arn": true, "id": true}}}"#,
    );
    let found = contents(&plan);
    let [policy] = found.policies.as_slice() else { panic!("{found:?}") };
    assert_eq!(policy.resource_type, Some("AWS::Lambda::Function"));
    assert_eq!(line(&plan, places(policy, "InvokeFunctin")[0]), 2);
    assert!(policy.holes.iter().any(|hole| hole.name == "source_arn"), "{policy:?}");
}

#[test]
fn strange_plans_are_read() {
    for plan in [
        "{}",
        "[]",
        "null",
        r#"{"resource_changes": {}}"#,
        r#"{"resource_changes": [1, {"change": 2}, {"change": {"after": 1}, "address": 1}]}"#,
        r#"{"values": {"root_module": [{"resources": [[]], "child_modules": 7}]}}"#,
        r#"{"configuration": {"root_module": {"module_calls": [1]}}, "planned_values": 1}"#,
        r#"{"resource_changes": [{"address": "module.[\"", "type": "aws_iam_role", "change": {"after": {"inline_policy": [1, {"policy": 2}, null]}, "after_unknown": {"inline_policy": [true, 3]}}}]}"#,
    ] {
        contents(plan);
    }
}

#[test]
fn what_cannot_hold_a_policy_is_passed_and_names_may_be_escaped() {
    let plan = format!(
        r#"{{"format_version": "1.2", "prior_state": {{}}, "resource_changes": [
        {{"type": "null_resource", "address": "null_resource.x", "change": {{"after": {{"policy": "{POLICY}"}}}}}},
        {{"change": {{"after": {{"\u0070olicy": "{POLICY}"}}}}, "t\u0079pe": "aws_iam_policy", "address": "a\\"}}]}}"#
    );
    let found = contents(&plan);
    let [policy] = found.policies.as_slice() else { panic!("{found:?}") };
    assert_eq!(policy.holder, "a\\");
    assert_eq!(line(&plan, places(policy, "s3:GetObjct")[0]), 3);
}

#[test]
fn a_plan_is_recognised_without_a_tree_only_where_it_can_be_nothing_else() {
    let plan = r#"{"format_version": "1.2", "values": {}}"#;
    assert!(Sections::of_plan(plan).is_some());
    for text in [
        r#"{"format_version": "1.2"}"#,
        r#"{"values": {"format_version": "1.2"}}"#,
        r#"{"format_version": "1.2", "values": {}, "Statement": []}"#,
        r#"{"format_version": "1.2", "values": {}, "Resources": {}}"#,
        r#"{"format_version": "1.2", "values": {}"#,
        r#"["format_version", "values"]"#,
    ] {
        assert!(Sections::of_plan(text).is_none(), "{text}");
    }
}

#[test]
fn the_policy_of_a_bucket_of_one_zone_is_about_that() {
    let plan = |bucket: &str| {
        changes(&format!(
            r#"{{"address": "aws_s3_bucket_policy.x", "mode": "managed", "type": "aws_s3_bucket_policy", "change": {{"actions": ["create"], "after": {{"bucket": "{bucket}", "policy": "{POLICY}"}}, "after_unknown": {{}}}}}}"#
        ))
    };
    for (bucket, wanted) in
        [("b--use1-az4--x-s3", "AWS::S3Express::DirectoryBucket"), ("b", "AWS::S3::Bucket")]
    {
        let found = contents(&plan(bucket));
        assert_eq!(found.policies.first().and_then(|it| it.resource_type), Some(wanted));
    }
}

/// Types that a provider has newly, or another provider of AWS's, are in no table.
#[test]
fn a_policy_in_a_type_that_nobody_knows_is_told() {
    let of = |address: &str, kind: &str| {
        format!(
            r#"{{"address": "{address}", "mode": "managed", "type": "{kind}", "change": {{"actions": ["create"], "after": {{"policies": [{{"document":
            "{POLICY}"}}]}}, "after_unknown": {{}}}}}}"#
        )
    };
    let plan = changes(&of("module.m.awscc_iam_role.x", "awscc_iam_role"));
    let found = contents(&plan);
    let [policy] = found.policies.as_slice() else { panic!("{found:?}") };
    assert_eq!(policy.name(), "module.m.awscc_iam_role.x/policies.0.document");
    assert_eq!(line(&plan, policy.span.start), 2);
    // A module may have any name.
    let found = contents(&changes(&of("module.data.aws_x.y", "aws_x")));
    assert_eq!(found.policies.len(), 1, "{found:?}");
    // Of other providers they are none of IAM's, and what is read of AWS is none of this plan's.
    for (address, kind) in [
        ("vault_policy.x", "vault_policy"),
        ("data.aws_x.y", "aws_x"),
        (r#"module.m[\"data.x\"].data.aws_x.y"#, "aws_x"),
    ] {
        assert!(contents(&changes(&of(address, kind))).is_empty(), "{address}");
    }
}
