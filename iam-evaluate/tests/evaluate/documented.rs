//! What AWS's documentation says beside the order of evaluation, one example a line.

use iam_core::policy::{Policy, ResourcePolicy, TrustPolicy};
use iam_evaluate::{
    Context, Decision, Evaluator, Explanation, MissingPolicy, Policies, PolicyRole, Reason, Request,
};

const ANN: &str = "arn:aws:iam::111122223333:user/ann";
const ROOT: &str = "arn:aws:iam::111122223333:root";
const NIGHT: &str = "arn:aws:sts::111122223333:assumed-role/backup/night";
const OBJECT: &str = "arn:aws:s3:::reports/a";
const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1";
const ROLE: &str = "arn:aws:iam::111122223333:role/backup";
const LINKED: &str =
    "arn:aws:iam::111122223333:role/aws-service-role/sso.amazonaws.com/AWSServiceRoleForSSO";
const SINGLE_SIGN_ON: &str =
    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1";

fn policy(effect: &str, members: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"{effect}",{members}}}]}}"#)
}

fn everything() -> Policy {
    policy("Allow", r#""Action":"*","Resource":"*""#).parse().unwrap()
}

fn nothing() -> Policy {
    policy("Deny", r#""Action":"*","Resource":"*""#).parse().unwrap()
}

fn explain(policies: &Policies<'_>, principal: &str, action: &str, resource: &str) -> Explanation {
    let request = Request::new(principal, action, resource).unwrap();
    Evaluator::new(policies).explain(&request)
}

/// Who is denied by a bucket policy that denies all but these.
#[test]
fn not_principal_excepts_whom_it_names() {
    let own = everything();
    let (denied, excepted) = (Decision::ExplicitDeny, Decision::Allow);
    let account = r#"{"AWS":"111122223333"}"#;
    let role_of_account = r#"{"AWS":["111122223333","arn:aws:iam::111122223333:role/backup"]}"#;
    let bob = r#"{"AWS":["arn:aws:iam::111122223333:user/bob","arn:aws:iam::111122223333:root"]}"#;
    for (named, principal, answer) in [
        (bob, "arn:aws:iam::111122223333:user/bob", excepted),
        (bob, ROOT, excepted),
        (bob, "arn:aws:iam::111122223333:user/eve", denied),
        (bob, ROLE, denied),
        (bob, NIGHT, denied),
        (bob, "arn:aws:sts::111122223333:federated-user/bob", denied),
        (account, ROOT, excepted),
        (account, ANN, denied),
        (account, NIGHT, denied),
        (role_of_account, NIGHT, excepted),
        (role_of_account, ROLE, excepted),
        (role_of_account, "arn:aws:sts::111122223333:assumed-role/other/night", denied),
        (r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/backup/night"}"#, NIGHT, excepted),
        (r#"{"AWS":"arn:aws:sts::111122223333:assumed-role/backup/night"}"#, ROLE, denied),
        (r#"{"Service":"backup.amazonaws.com"}"#, ANN, denied),
        (r#"{"AWS":"*"}"#, ANN, excepted),
    ] {
        let members = format!(r#""NotPrincipal":{named},"Action":"s3:*","Resource":"*""#);
        let bucket: ResourcePolicy = policy("Deny", &members).parse().unwrap();
        let policies = Policies::new().identity(&own).resource(&bucket);
        let decision = explain(&policies, principal, "s3:GetObject", OBJECT).decision();
        assert_eq!(decision, answer, "{named} {principal}");
    }
}

#[test]
fn who_one_is_needs_no_permission() {
    let deny = nothing();
    for (principal, action, answer) in [
        (ANN, "sts:GetCallerIdentity", Decision::Allow),
        (NIGHT, "sts:GetCallerIdentity", Decision::Allow),
        (ROOT, "sts:GetCallerIdentity", Decision::Allow),
        ("*", "sts:GetCallerIdentity", Decision::ImplicitDeny),
        (ANN, "sts:GetSessionToken", Decision::Allow),
        (NIGHT, "sts:GetSessionToken", Decision::ExplicitDeny),
        ("*", "cognito-idp:SignUp", Decision::Allow),
        (ANN, "cognito-idp:InitiateAuth", Decision::Allow),
        (ANN, "cognito-idp:ListUserPools", Decision::ExplicitDeny),
        (ANN, "sts:GetFederationToken", Decision::ExplicitDeny),
        (ANN, "sts:GetAccessKeyInfo", Decision::ExplicitDeny),
    ] {
        let policies = Policies::new().identity(&deny).service_control_level([]);
        let explanation = explain(&policies, principal, action, "*");
        assert_eq!(explanation.decision(), answer, "{principal} {action}");
        let always = matches!(explanation.reason(), Some(Reason::AlwaysAllowed { .. }));
        assert_eq!(always, answer == Decision::Allow, "{principal} {action}");
    }
    let all = everything();
    let explanation = explain(&Policies::new().identity(&all), NIGHT, "sts:GetSessionToken", "*");
    assert_eq!(explanation.decision(), Decision::ImplicitDeny);
    assert!(explanation.to_string().contains("temporary credentials"), "{explanation}");
}

#[test]
fn what_aws_keeps_to_itself_is_allowed_to_no_customer() {
    let own = everything();
    let managed = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    let reserved = "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3";
    for (action, resource, is_allowed) in [
        ("iam:CreatePolicy", managed, false),
        ("iam:CreatePolicyVersion", managed, false),
        ("iam:DeletePolicy", managed, false),
        ("iam:DeletePolicyVersion", managed, false),
        ("iam:SetDefaultPolicyVersion", managed, false),
        ("iam:TagPolicy", managed, false),
        ("iam:UntagPolicy", "arn:aws-us-gov:iam::aws:policy/job-function/Billing", false),
        ("iam:GetPolicy", managed, true),
        ("iam:DeletePolicy", "arn:aws:iam::111122223333:policy/aws", true),
        ("iam:AttachRolePolicy", LINKED, false),
        ("iam:PutRolePolicy", LINKED, false),
        ("iam:UpdateAssumeRolePolicy", LINKED, false),
        ("iam:DeleteRole", LINKED, false),
        ("iam:PutRolePermissionsBoundary", LINKED, false),
        ("iam:UpdateRole", LINKED, true),
        ("iam:UpdateRoleDescription", LINKED, true),
        ("iam:TagRole", LINKED, true),
        ("iam:CreateServiceLinkedRole", LINKED, true),
        ("iam:DeleteServiceLinkedRole", LINKED, true),
        ("iam:GetRole", LINKED, true),
        ("iam:AttachRolePolicy", SINGLE_SIGN_ON, false),
        ("iam:UpdateRole", SINGLE_SIGN_ON, false),
        ("iam:TagRole", SINGLE_SIGN_ON, false),
        ("iam:GetRole", SINGLE_SIGN_ON, true),
        ("iam:AttachRolePolicy", "arn:aws:iam::111122223333:role/aws-service-roles", true),
        ("kms:CreateAlias", reserved, false),
        ("kms:UpdateAlias", reserved, false),
        ("kms:DeleteAlias", reserved, false),
        ("kms:DeleteAlias", "arn:aws:kms:eu-west-1:111122223333:alias/awsome", true),
        ("ec2:DeleteManagedPrefixList", "arn:aws:ec2:eu-west-1:aws:prefix-list/pl-1", false),
        ("ec2:GetManagedPrefixListEntries", "arn:aws:ec2:eu-west-1:aws:prefix-list/pl-1", true),
        ("ssm:PutParameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/aws/x", false),
        ("ssm:PutParameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/SSMx", false),
        ("ssm:PutParameter", "arn:aws:ssm:eu-west-1:111122223333:parameter/my/aws", true),
        ("ssm:GetParameter", "arn:aws:ssm:eu-west-1::parameter/aws/x", true),
        ("events:DeleteEventBus", "arn:aws:events:eu-west-1:111122223333:event-bus/default", false),
        ("events:DeleteEventBus", "arn:aws:events:eu-west-1:111122223333:event-bus/own", true),
        ("rds:DeleteDBParameterGroup", "arn:aws:rds:eu-west-1:111122223333:pg:default.x", false),
        ("rds:DeleteDBParameterGroup", "arn:aws:rds:eu-west-1:111122223333:pg:default-x", true),
        ("rds:ModifyDBParameterGroup", "arn:aws:rds:eu-west-1:111122223333:pg:default.x", false),
        ("rds:ModifyDBParameterGroup", "arn:aws:rds:eu-west-1:111122223333:pg:own", true),
        (
            "athena:DeleteWorkGroup",
            "arn:aws:athena:eu-west-1:111122223333:workgroup/primary",
            false,
        ),
        ("athena:DeleteWorkGroup", "arn:aws:athena:eu-west-1:111122223333:workgroup/own", true),
        ("ssm:CreateDocument", "arn:aws:ssm:eu-west-1:111122223333:document/AWS-Own", false),
        ("ssm:CreateDocument", "arn:aws:ssm:eu-west-1:111122223333:document/own", true),
        ("rds:DeleteDBSubnetGroup", "arn:aws:rds:eu-west-1:111122223333:subgrp:default", false),
        ("rds:DeleteOptionGroup", "arn:aws:rds:eu-west-1:111122223333:og:default:mysql-8-0", false),
    ] {
        let policies = Policies::new().identity(&own);
        let explanation = explain(&policies, ANN, action, resource);
        let answer = if is_allowed { Decision::Allow } else { Decision::ImplicitDeny };
        assert_eq!(explanation.decision(), answer, "{action} {resource}: {explanation}");
        let never = matches!(explanation.reason(), Some(Reason::NeverAllowed { .. }));
        assert_eq!(never, !is_allowed, "{action} {resource}");
        // Not even to the root user, and not to a session of a role.
        for principal in [ROOT, NIGHT] {
            let decision = explain(&policies, principal, action, resource).decision();
            assert_eq!(decision, answer, "{principal} {action} {resource}");
        }
    }
    // The role of the service itself may, and a statement that denies is named.
    let policies = Policies::new().identity(&own);
    let by_service = explain(&policies, LINKED, "iam:AttachRolePolicy", SINGLE_SIGN_ON);
    assert_eq!(by_service.decision(), Decision::Allow);
    let deny = nothing();
    let denied = explain(&policies.identity(&deny), ANN, "iam:DeletePolicy", managed);
    assert_eq!(denied.decision(), Decision::ExplicitDeny);
    assert_eq!(denied.blocked_by(), Some(PolicyRole::Identity));
}

#[test]
fn a_policy_that_decides_and_is_missing_is_told() {
    let own = everything();
    let none = Policies::new();
    let all = Policies::new().identity(&own);
    let other = "arn:aws:sqs:eu-west-1:444455556666:inbox";
    let outsider = "backup.amazonaws.com";
    for (policies, principal, action, resource, missing) in [
        (&all, ANN, "kms:Decrypt", KEY, Some(MissingPolicy::Key)),
        (&none, ANN, "kms:Decrypt", KEY, Some(MissingPolicy::Key)),
        (&all, ROOT, "kms:Decrypt", KEY, Some(MissingPolicy::Key)),
        (&all, ANN, "sts:AssumeRole", ROLE, Some(MissingPolicy::Trust)),
        (&all, outsider, "sts:AssumeRole", ROLE, Some(MissingPolicy::Trust)),
        (&all, ANN, "sqs:SendMessage", other, Some(MissingPolicy::OtherAccount)),
        (&none, ANN, "sqs:SendMessage", other, None),
        (&all, outsider, "s3:GetObject", OBJECT, Some(MissingPolicy::Outsider)),
        (&none, ANN, "s3:GetObject", OBJECT, None),
    ] {
        let explanation = explain(policies, principal, action, resource);
        assert_eq!(explanation.decision(), Decision::ImplicitDeny, "{principal} {action}");
        let reason = missing.map(Reason::MissingPolicy);
        assert_eq!(explanation.reason(), reason, "{principal} {action}");
        let told = explanation.to_string().contains("is missing");
        assert_eq!(told, missing.is_some(), "{explanation}");
    }
    // One that was given and does not allow it is not missing.
    let trust: TrustPolicy =
        policy("Allow", r#""Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole""#)
            .parse()
            .unwrap();
    let explanation = explain(&all.resource(&trust), ANN, "sts:AssumeRole", ROLE);
    assert_eq!(explanation.reason(), None);
    assert_eq!(explanation.blocked_by(), Some(PolicyRole::Resource));
}

#[test]
fn the_default_key_policy_leaves_a_key_to_its_account() {
    let own = everything();
    let ask = |principal: &str, key: &str| {
        let request = Request::new(principal, "kms:Decrypt", key).unwrap();
        let default = request.default_key_policy().unwrap();
        let none = Evaluator::new(&Policies::new().resource(&default)).decide(&request);
        assert_eq!(none == Decision::Allow, principal.ends_with(":root"), "{principal} {key}");
        let policies = Policies::new().identity(&own).resource(&default);
        Evaluator::new(&policies).decide(&request)
    };
    assert_eq!(ask(ANN, KEY), Decision::Allow);
    assert_eq!(ask(ROOT, KEY), Decision::Allow);
    let china = "arn:aws-cn:kms:cn-north-1:111122223333:key/1";
    assert_eq!(ask("arn:aws-cn:iam::111122223333:user/ann", china), Decision::Allow);
    assert_eq!(ask("arn:aws:iam::444455556666:user/eve", KEY), Decision::ImplicitDeny);
    for (action, resource) in [("kms:ListKeys", "*"), ("s3:GetObject", OBJECT)] {
        assert!(Request::new(ANN, action, resource).unwrap().default_key_policy().is_none());
    }
}

/// API Gateway completes the resources of a policy that is attached to an API.
#[test]
fn resources_of_an_api_may_leave_it_out() {
    let method = "arn:aws:execute-api:us-east-1:111122223333:api1/prod/GET/pets/1";
    for (resource, matches) in [
        ("execute-api:/*/*/*", true),
        ("execute-api:/*", true),
        ("execute-api:/prod/GET/pets/*", true),
        ("execute-api:/prod/GET/pets/1", true),
        ("execute-api:/prod/*", true),
        ("execute-api:/prod/POST/*", false),
        ("execute-api:/test/*", false),
        ("execute-api:/prod", false),
        ("execute-api:prod/GET/pets/1", false),
        ("s3:/*", false),
    ] {
        let members = r#""Principal":"*","Action":"execute-api:Invoke","Resource":"#;
        let text = policy("Allow", &format!("{members}{resource:?}"));
        let on_api: ResourcePolicy = text.parse().unwrap();
        let decision =
            explain(&Policies::new().resource(&on_api), "*", "execute-api:Invoke", method);
        assert_eq!(decision.decision() == Decision::Allow, matches, "{resource}");
        // Nobody completes those of an identity-based policy.
        let text = policy("Allow", &format!(r#""Action":"execute-api:*","Resource":{resource:?}"#));
        let own: Policy = text.parse().unwrap();
        let decision = explain(&Policies::new().identity(&own), ANN, "execute-api:Invoke", method);
        assert_eq!(decision.decision(), Decision::ImplicitDeny, "{resource}");
    }
}

#[test]
fn a_trust_policy_may_name_every_provider() {
    let trust: TrustPolicy = policy(
        "Allow",
        r#""Principal":{"Federated":"*"},"Action":["sts:AssumeRoleWithSAML","sts:AssumeRoleWithWebIdentity"]"#,
    )
    .parse()
    .unwrap();
    let policies = Policies::new().resource(&trust);
    for (principal, action, answer) in [
        ("arn:aws:iam::111122223333:saml-provider/corp", "sts:AssumeRoleWithSAML", Decision::Allow),
        (
            "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
            "sts:AssumeRoleWithWebIdentity",
            Decision::Allow,
        ),
        ("accounts.google.com", "sts:AssumeRoleWithWebIdentity", Decision::Allow),
        ("backup.amazonaws.com", "sts:AssumeRoleWithWebIdentity", Decision::ImplicitDeny),
        (ANN, "sts:AssumeRoleWithSAML", Decision::ImplicitDeny),
    ] {
        assert_eq!(explain(&policies, principal, action, ROLE).decision(), answer, "{principal}");
    }
}

/// Keys that AWS does not send with the action are taken out; those of which the data does not say
/// with which action they come stay.
#[test]
fn keys_belong_to_actions() {
    let parameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/x";
    let table = "arn:aws:dynamodb:eu-west-1:111122223333:table/t";
    let instance = "arn:aws:ec2:eu-west-1:111122223333:instance/i-1";
    let snapshot = "arn:aws:ec2:eu-west-1::snapshot/snap-1";
    let machine = "arn:aws:states:eu-west-1:111122223333:stateMachine:m";
    for (action, resource, key, stays) in [
        ("s3:ListBucket", "arn:aws:s3:::reports", "s3:prefix", true),
        ("s3:GetObject", OBJECT, "s3:prefix", false),
        ("s3:GetObject", OBJECT, "s3:ExistingObjectTag/Team", true),
        ("ssm:GetParameter", parameter, "ssm:resourceTag/Team", true),
        ("ssm:GetParameter", parameter, "ssm:DocumentType", false),
        ("s3:GetObject", OBJECT, "aws:RequestTag/Team", false),
        ("dynamodb:GetItem", table, "aws:requesttag/Team", false),
        ("dynamodb:GetItem", table, "AWS:TagKeys", false),
        ("dynamodb:GetItem", table, "aws:ResourceTag/Team", true),
        ("dynamodb:TagResource", table, "aws:TagKeys", true),
        ("ec2:TerminateInstances", instance, "aws:RequestTag/Team", false),
        ("ec2:CreateTags", snapshot, "aws:RequestTag/Team", true),
        ("sts:AssumeRole", ROLE, "aws:RequestTag/Team", true),
        ("states:StartExecution", machine, "states:HTTPEndpoint", false),
        ("dynamodb:GetItem", table, "dynamodb:FirstPartitionKeyValues", true),
        ("dynamodb:GetItem", table, "states:HTTPEndpoint", false),
    ] {
        let context = Context::new().with(key, "x");
        let request = Request::new(ANN, action, resource).unwrap().with_context(context);
        assert_eq!(request.ignored_keys().is_empty(), stays, "{action} {key}");
    }
}
