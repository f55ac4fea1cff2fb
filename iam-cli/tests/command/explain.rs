//! `iam explain`.

use crate::program::{pipe, run};
use serde_json::json;

#[test]
fn each_kind_of_name_is_explained() {
    for (name, parts) in [
        ("INVALID_ACTION", &["invalid-action (INVALID_ACTION): error", "matches no action"][..]),
        ("invalid-action", &["Source: IAM Access Analyzer"]),
        (
            "S3:getobject",
            &[
                "s3:GetObject (action of Amazon S3)",
                "access level: Read",
                "arn:${Partition}:s3:::${BucketName}/${ObjectName}",
                "s3:ExistingObjectTag/<key> (String)",
            ],
        ),
        ("ecs:RunTask", &["also needs: ", "iam:PassRole"]),
        ("s3:HeadObject", &["operation of the API", "authorized by: s3:GetObject"]),
        (
            "aws:sourceip",
            &[
                "aws:SourceIp (global condition key)",
                "meaning: The public address",
                "type: IPAddress",
            ],
        ),
        (
            "s3:prefix",
            &["s3:prefix (condition key of Amazon S3)", "carried by (2):", "    s3:ListBucket\n"],
        ),
        ("aws:TagKeys", &["has several values", "and ", " more; `--format json`"]),
        ("dynamodb:FirstPartitionKeyValues", &["AWS lists it for no action"]),
        (
            "EC2:OSuser",
            &[
                "ec2:osuser (condition key of Amazon EC2 Instance Connect)",
                "    ec2-instance-connect:SendSSHPublicKey\n",
            ],
        ),
        ("iot:JobId", &["    iotjobsdata:DescribeJobExecution\n"]),
        ("identitystore:GroupId", &["    q:CreateAssignment\n"]),
        (
            "KMS:encryptioncontext:foo",
            &[
                "kms:EncryptionContext:foo (condition key of AWS Key Management Service)",
                "one of: kms:EncryptionContext:${EncryptionContextKey}\n",
                "    kms:Decrypt\n",
            ],
        ),
        (
            "AWS:requesttag/Team",
            &["aws:RequestTag/Team (global condition key)\n", "one of: aws:RequestTag/tag-key\n"],
        ),
        ("s3:ExistingObjectTag/x", &["s3:ExistingObjectTag/x (", "    s3:GetObject\n"]),
        (
            "token.actions.githubusercontent.com:sub",
            &[
                "(claim of the tokens of token.actions.githubusercontent.com)",
                "meaning: The subject",
                "    sts:AssumeRoleWithWebIdentity\n",
                "repository_id",
            ],
        ),
        (
            "accounts.google.com:aud",
            &["meaning: The audience", "    sts:AssumeRoleWithWebIdentity"],
        ),
        ("id.example.com/x:amr", &["type: list of String"]),
        ("SAML:aud", &["SAML provider", "    sts:AssumeRoleWithSAML\n"]),
        (
            "oidc.eks.eu-west-1.amazonaws.com/id/7F:sub",
            &["oidc.eks.eu-west-1.amazonaws.com/id/7F:sub (", "meaning: The subject"],
        ),
        ("ForAnyValue:Null", &["the qualifier has no effect: write `Null`"]),
        (
            "arn:aws:s3:::reports/*",
            &["(ARN)", "    object of s3\n", "        s3:GetObject\n", "more; `--format json`"],
        ),
        (
            "arn:aws:iam::111122223333:role/x",
            &["may name a resource of (4):", "    role of iam\n", "        iam:PassRole\n"],
        ),
        ("arn:aws:ec2:*:*:*", &["    instance of ec2\n", "actions of ec2\n"]),
        ("token.actions.githubusercontent.com:repository_id", &["of AWS Security Token Service"]),
        (
            "foranyvalue:stringlike",
            &[
                "ForAnyValue:StringLike (condition operator)",
                "some value of the key matches",
                "fails",
            ],
        ),
        ("StringNotEqualsIfExists", &["is none of those listed", "lacks the key: passes"]),
        ("Lambda.amazonaws.com", &["lambda.amazonaws.com (service principal of AWS Lambda)"]),
        ("getobject", &["GetObject (name of an action", "    s3:GetObject\n"]),
        ("cloudformation", &["cloudformation (service AWS CloudFormation)"]),
        ("ses", &["ses (service Amazon SES)"]),
        ("aws-marketplace", &["(service AWS Marketplace)"]),
        ("x-full-admin", &["\nflagged, as identity:\n  {", "\nnot flagged, as identity:\n  {"]),
        ("SQS", &["sqs (service Amazon SQS)", "SendMessage (Write)"]),
        ("ec2:DescribeInstances", &["resource types: none"]),
        ("elastic-inference", &["status: retired in 2024"]),
    ] {
        let ran = run(&["explain", name]);
        for part in parts {
            assert!(ran.assert(0).out.contains(part), "{name}: {part}: {}", ran.out);
        }
    }
}

#[test]
fn what_is_unknown_gets_the_nearest_names() {
    for (name, near) in [
        ("invalid-acton", "`invalid-action`"),
        ("s3:GetObjct", "`s3:GetObject`"),
        ("dynamdb", "`dynamodb`"),
        ("aws:SourceIpp", "`aws:SourceIp`"),
        ("s3:Get*", "`iam expand 's3:Get*'`"),
        ("StringLikes", "`StringLike`"),
        ("lamda.amazonaws.com", "`lambda.amazonaws.com`"),
        ("ForAllValuesStringEquals", "`ForAllValues:StringEquals`"),
        ("ForAnyValues:StringLike", "`ForAnyValue:StringLike`"),
        ("ec2:osusr", "`ec2:osuser`"),
        ("SAML:subtype", "`saml:sub_type`"),
        ("arn:aws:s33:::b", "did you mean `s3`?"),
        (
            "arn:aws:ec2:::instance/i-1",
            "`arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}`",
        ),
        (
            "arn:aws:s3:eu-west-1:111122223333:b",
            "written like `arn:${Partition}:s3:::${BucketName}`\n",
        ),
        ("arn:aws-eu:s3:::b", "`aws-eu` in `arn:aws-eu:s3:::b` is not a partition"),
        ("arn:aws:s3", "an ARN has six fields"),
    ] {
        let ran = run(&["explain", name]);
        assert!(ran.assert(1).err.contains(near), "{name}: {}", ran.err);
        assert_eq!(ran.out, "");
    }
    run(&["explain", ""]).assert(1);
    run(&["explain"]).assert(2);
}

/// What IAM or AWS STS do not take has a reason, whatever it looks like.
#[test]
fn what_is_refused_is_told_why() {
    for (name, reason) in [
        ("NullIfExists", "`Null` already asks whether the key exists"),
        ("forallvalues:nullifexists", "IAM refuses `ForAllValues:NullIfExists`"),
        ("token.actions.githubusercontent.com:iss", "AWS does not take the claim `iss`"),
        ("graph.facebook.com:sub", "a condition can test its `app_id`"),
        ("id.example.com:groups", "AWS is not known to take the claim `groups`"),
    ] {
        let ran = run(&["explain", name]);
        assert!(ran.assert(1).err.contains(reason), "{name}: {}", ran.err);
        let line = pipe(&["explain", "--jsonl"], json!({ "name": name }).to_string());
        let told = line.assert(2).lines();
        assert!(told[0]["error"].as_str().unwrap().contains(reason), "{name}: {}", told[0]);
    }
}

#[test]
fn facts_come_as_json_and_by_line() {
    let facts = run(&["explain", "--format", "json", "sqs:SendMessage"]).assert(0).json();
    assert_eq!(facts["kind"], "action");
    assert_eq!(facts["access_level"], "Write");
    assert_eq!(facts["resource_types"][0]["required"], true);
    let input =
        "{\"id\": 1, \"name\": \"s3:HeadObject\"}\n{\"id\": 2, \"name\": \"s4\"}\n{\"id\": 3}";
    let lines = pipe(&["explain", "--jsonl"], input).assert(2).lines();
    assert_eq!(lines[0]["kind"], "operation");
    assert_eq!(lines[0]["actions"], json!(["s3:GetObject"]));
    assert!(lines[0]["text"].as_str().unwrap().contains("authorized by"));
    assert!(lines[1]["error"].as_str().unwrap().contains("did you mean"));
    assert_eq!(lines[2], json!({"id": 3, "error": "`name` is missing"}));
}

/// Whichever the data holds: what is not known is not told as if it were nothing.
#[test]
fn names_of_which_nothing_else_is_known_are_told_as_that() {
    use iam_core::registry::{Service, Status, services, source};
    let named = services().flat_map(Service::actions).filter_map(|action| match action.status() {
        Status::ByName { listed_in: name, .. } | Status::NewOperation { seen_in: name, .. } => {
            Some((action, source(name).expect("a source")))
        }
        _ => None,
    });
    let named: Vec<_> = named.collect();
    let lines = named.iter().map(|(action, _)| json!({ "name": action.to_string() }).to_string());
    let input = lines.collect::<Vec<_>>().join("\n");
    let told = pipe(&["explain", "--jsonl"], &input).assert(0).lines();
    assert_eq!(told.len(), named.len());
    for (facts, (action, source)) in told.iter().zip(named) {
        let text = facts["text"].as_str().expect("a text");
        for part in ["not known yet: access level", source.date(), source.version()] {
            assert!(text.contains(part), "{action}: no `{part}` in {text}");
        }
        assert!(!text.contains("only global ones") && !text.contains("must be"), "{text}");
        assert!(facts["access_level"].is_null(), "{facts}");
    }
}
