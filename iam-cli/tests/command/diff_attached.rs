//! What somebody has by its name alone, beside what it was.

use crate::program::{Folder, run_in};

/// Both sides of a file, and a line that is told; none if nothing is.
fn compared(name: &str, [old, new]: [&str; 2], told: Option<&str>) {
    let folder = Folder::new("diff-attached", &[]);
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
