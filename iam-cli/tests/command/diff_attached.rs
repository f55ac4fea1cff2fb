//! What somebody has by its name alone, beside what it was.

use crate::program::{Folder, run_in};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Both sides of a file, and a line that is told; none if nothing is.
fn compared(name: &str, [old, new]: [&str; 2], told: Option<&str>) {
    // Tests run side by side.
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = Folder::new(&format!("diff-attached-{count}"), &[]);
    folder.write(&format!("old/{name}"), old);
    folder.write(&format!("new/{name}"), new);
    let ran = run_in(&folder.0, &["diff", "old", "new"]);
    let ran = ran.assert(i32::from(told.is_some()));
    match told {
        Some(told) => assert!(ran.out.contains(told), "{new}\n{}", ran.out),
        None => assert!(!ran.out.contains("not known"), "{new}\n{}", ran.out),
    }
}

#[test]
fn what_resources_of_a_template_have_is_told() {
    let template = |kind: &str, properties: &str| {
        format!("Resources:\n  It:\n    Type: {kind}\n    Properties:\n      Path: /\n{properties}")
    };
    let (role, user) = ("AWS::IAM::Role", "AWS::IAM::User");
    let (read, admin) =
        ("arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AdministratorAccess");
    let managed = |name: &str| format!("      ManagedPolicyArns: [ '{name}' ]\n");
    let limited = format!("      PermissionsBoundary: {read}\n");
    let told = format!("It: is not known to grant no more\n  has the policy `{admin}` now\n");
    for (kind, old, new, told) in [
        (role, managed(read), managed(admin), Some(told.as_str())),
        (role, String::new(), managed(admin), Some(&*told)),
        (role, managed(admin), String::new(), None),
        (
            user,
            limited.clone(),
            String::new(),
            Some("  is limited by `arn:aws:iam::aws:policy/ReadOnlyAccess` no more\n"),
        ),
        (user, String::new(), limited.clone(), None),
        (
            user,
            String::new(),
            "      Groups: [ !Ref Admins ]\n".to_owned(),
            Some("  is in the group `Admins` now\n"),
        ),
        (
            "AWS::Serverless::Function",
            "      Policies: [ AWSLambdaExecute ]\n".to_owned(),
            "      Policies: [ AWSLambdaExecute, AdministratorAccess ]\n".to_owned(),
            Some("  has the policy `AdministratorAccess` now\n"),
        ),
        (
            "AWS::IAM::ManagedPolicy",
            "      Roles: [ a ]\n".to_owned(),
            "      Roles: [ a, !If [ C, b, c ] ]\n".to_owned(),
            Some("c: is not known to grant no more\n  has the policy `It` now\n"),
        ),
    ] {
        compared("t.yaml", [&template(kind, &old), &template(kind, &new)], told);
    }
}

#[test]
fn what_resources_of_a_configuration_have_is_told() {
    let block = |kind: &str, name: &str, body: &str| {
        format!("resource \"{kind}\" \"{name}\" {{\n{body}}}\n")
    };
    let attach = |policy: &str| {
        block(
            "aws_iam_role_policy_attachment",
            "a",
            &format!("  role = aws_iam_role.r.name\n  policy_arn = \"{policy}\"\n"),
        )
    };
    let inline = |name: &str, role: &str| {
        let document = r#"jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })"#;
        block("aws_iam_role_policy", name, &format!("  role = \"{role}\"\n  policy = {document}\n"))
    };
    let role = |body: &str| block("aws_iam_role", "r", body);
    let (read, admin) =
        ("arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AdministratorAccess");
    let told = "aws_iam_role.r.name: is not known to grant no more\n  has the policy `arn:aws:iam::aws:policy/AdministratorAccess` now\n";
    let limit = format!("  permissions_boundary = \"{read}\"\n");
    for (old, new, told) in [
        (attach(read), attach(admin), Some(told)),
        (attach(admin), attach(admin).replace("\"a\"", "\"b\""), None),
        (attach(admin), role(""), None),
        (
            role(&limit),
            role(""),
            Some("aws_iam_role.r: is not known to grant no more\n  is limited by"),
        ),
        (role(""), role(&limit), None),
        (
            inline("p", "one"),
            inline("p", "two"),
            Some(
                "two: is not known to grant no more\n  has the policy `aws_iam_role_policy.p` now\n",
            ),
        ),
    ] {
        compared("main.tf", [&old, &new], told);
    }
}

#[test]
fn what_decides_on_it_and_what_it_denied_is_told() {
    let template = |properties: &str| {
        format!(
            "Parameters: {{ P: {{ Type: String }} }}\nConditions: {{ C: !Equals [!Ref P, a] }}\nResources:\n  D:\n    \
             Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: \"2012-10-17\"\n        \
             Statement: [{{ Effect: Deny, Action: \"s3:*\", Resource: \"*\" }}]\n  It:\n    Type: AWS::IAM::Role\n    \
             Properties:\n      Path: /\n{properties}"
        )
    };
    let limited = |name: &str| template(&format!("      PermissionsBoundary: {name}\n"));
    let managed = |name: &str| template(&format!("      ManagedPolicyArns: [ {name} ]\n"));
    let (sure, perhaps) =
        ("arn:aws:iam::aws:policy/A", "!If [C, 'arn:aws:iam::aws:policy/A', !Ref 'AWS::NoValue']");
    let changed = "It: is not known to grant no more\n  what decides on `arn:aws:iam::aws:policy/A` has changed\n";
    let denied = "It: is not known to grant no more\n  is denied what `arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/${D}` denies no more\n";
    for (old, new, told) in [
        (limited(sure), limited(perhaps), Some(changed)),
        (limited(perhaps), limited(sure), None),
        (managed(perhaps), managed(sure), Some(changed)),
        (managed(sure), managed(perhaps), None),
        (managed("!Ref D"), managed("!Ref 'AWS::NoValue'"), Some(denied)),
        (managed(sure), managed("!Ref 'AWS::NoValue'"), None),
    ] {
        compared("t.yaml", [&old, &new], told);
    }
}

#[test]
fn whose_policy_it_is_and_what_is_left_without_is_told() {
    let document = "PolicyDocument: { Version: \"2012-10-17\", Statement: [{ Effect: Allow, Principal: \"*\", Action: \"*\", Resource: \"*\" }] }";
    let of = |kind: &str, properties: &str| {
        format!("Resources:\n  It:\n    Type: {kind}\n    Properties:\n      X: 1\n{properties}")
    };
    let queues = |names: &str| {
        of("AWS::SQS::QueuePolicy", &format!("      {document}\n      Queues: {names}\n"))
    };
    let told = "b: is not known to grant no more\n  has the policy `It` now\n";
    compared("t.yaml", [&queues("[a]"), &queues("[a, b]")], Some(told));
    compared("t.yaml", [&queues("[a, b]"), &queues("[a]")], None);
    let endpoint = |properties: &str| of("AWS::EC2::VPCEndpoint", properties);
    let with = endpoint(&format!("      {document}\n"));
    let told = "  without it the policy is AWS's own, which may let in more\n";
    compared("t.yaml", [&with, &endpoint("")], Some(told));
}

#[test]
fn what_resources_of_a_plan_have_is_told() {
    let plan = |policy: &str| {
        let change = format!(
            r#"{{"actions":["create"],"before":null,"after":{{"role":"r","policy_arn":"{policy}"}},"after_unknown":{{"id":true}}}}"#
        );
        format!(
            r#"{{"format_version":"1.2","terraform_version":"1.9.0","planned_values":{{"root_module":{{}}}},"resource_changes":[{{"address":"aws_iam_role_policy_attachment.a","mode":"managed","type":"aws_iam_role_policy_attachment","name":"a","change":{change}}}],"configuration":{{}}}}"#
        )
    };
    let (read, admin) =
        ("arn:aws:iam::aws:policy/ReadOnlyAccess", "arn:aws:iam::aws:policy/AdministratorAccess");
    let told = "plan.json: r: is not known to grant no more\n  has the policy `arn:aws:iam::aws:policy/AdministratorAccess` now\n";
    compared("plan.json", [&plan(read), &plan(admin)], Some(told));
    compared("plan.json", [&plan(admin), &plan(admin)], None);
}
