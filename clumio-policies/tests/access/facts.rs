//! What the roles may do, one fact a line.

use crate::{everything, set};
use clumio_policies::{Asset, Assets};
use typed_iam::evaluate::{Context, Decision, Evaluator, Request};
use typed_iam::{ResourcePolicy, resource_policy};

/// Whether a role may do something: the answer, the action, the resource, the context.
type Fact = (bool, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const YES: bool = true;
const NO: bool = false;

#[track_caller]
fn hold(assets: impl Into<Assets>, entity: &str, facts: &[Fact]) {
    let set = set(assets);
    let role = set.role(entity).unwrap();
    let mut wrong = Vec::new();
    for (wanted, action, resource, context) in facts {
        let context: Context = context.iter().copied().collect();
        let explanation = role.explain(action, resource, context).unwrap();
        if (explanation.decision() == Decision::Allow) != *wanted {
            wrong.push(format!("{action} on {resource}\n{explanation}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

const SNAPSHOT: &str = "arn:aws:ec2:us-west-2::snapshot/snap-0123456789abcdef0";
const SNAPSHOT_ELSEWHERE: &str = "arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0";
const VOLUME: &str = "arn:aws:ec2:us-west-2:111122223333:volume/vol-0123456789abcdef0";
const INSTANCE: &str = "arn:aws:ec2:us-west-2:111122223333:instance/i-0123456789abcdef0";
const IMAGE: &str = "arn:aws:ec2:us-west-2::image/ami-0123456789abcdef0";
const ROLE: &str = "arn:aws:iam::111122223333:role/app";
const VENDOR: &[(&str, &str)] = &[("aws:ResourceTag/Vendor", "Clumio")];
const OTHER_VENDOR: &[(&str, &str)] = &[("aws:ResourceTag/Vendor", "clumio")];
const RESTORED: &[(&str, &str)] = &[("aws:ResourceTag/clumio.restore.tag", "r-1")];

#[test]
fn snapshots_of_ec2() {
    hold(
        Asset::Ec2,
        "ClumioIAMRole",
        &[
            (YES, "ec2:DescribeSnapshots", "*", &[]),
            (YES, "ec2:CreateSnapshot", VOLUME, &[]),
            (YES, "ec2:CreateSnapshot", SNAPSHOT, &[("aws:RequestTag/Vendor", "Clumio")]),
            (NO, "ec2:CreateSnapshot", SNAPSHOT, &[("aws:RequestTag/Vendor", "Other")]),
            (NO, "ec2:CreateSnapshot", SNAPSHOT, &[]),
            (YES, "ec2:DeleteSnapshot", SNAPSHOT, VENDOR),
            (NO, "ec2:DeleteSnapshot", SNAPSHOT, OTHER_VENDOR),
            (NO, "ec2:DeleteSnapshot", SNAPSHOT, &[]),
            (NO, "ec2:DeleteSnapshot", SNAPSHOT_ELSEWHERE, VENDOR),
            (YES, "ebs:GetSnapshotBlock", SNAPSHOT, &[]),
            (NO, "ebs:PutSnapshotBlock", SNAPSHOT, &[]),
            (YES, "ebs:PutSnapshotBlock", SNAPSHOT, VENDOR),
            (NO, "ec2:ModifySnapshotAttribute", SNAPSHOT, VENDOR),
        ],
    );
}

#[test]
fn instances_volumes_and_images() {
    hold(
        Asset::Ec2,
        "ClumioIAMRole",
        &[
            (YES, "ec2:DeregisterImage", IMAGE, VENDOR),
            (NO, "ec2:DeregisterImage", IMAGE, &[]),
            (YES, "ec2:DeleteVolume", VOLUME, RESTORED),
            (NO, "ec2:DeleteVolume", VOLUME, &[]),
            (NO, "ec2:DeleteVolume", VOLUME, VENDOR),
            (YES, "ec2:AttachVolume", INSTANCE, &[]),
            (NO, "ec2:TerminateInstances", INSTANCE, &[]),
            (NO, "ec2:ModifyInstanceAttribute", INSTANCE, &[]),
            (YES, "ec2:CreateTags", SNAPSHOT, &[("ec2:CreateAction", "CreateSnapshot")]),
            (NO, "ec2:CreateTags", SNAPSHOT, &[("ec2:CreateAction", "CreateTags")]),
            (YES, "iam:PassRole", ROLE, &[("iam:PassedToService", "ec2.amazonaws.com")]),
            (NO, "iam:PassRole", ROLE, &[("iam:PassedToService", "lambda.amazonaws.com")]),
            (NO, "iam:PassRole", ROLE, &[]),
        ],
    );
}

const BUCKET: &str = "arn:aws:s3:::reports";
const OBJECT: &str = "arn:aws:s3:::reports/2026.pdf";
const EB_ROLE: &str = "arn:aws:iam::111122223333:role/clumio/ClumioS3EbRole-uw-2-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

#[test]
fn buckets_with_s3() {
    hold(
        Asset::S3,
        "ClumioIAMRole",
        &[
            (YES, "s3:GetObject", OBJECT, &[]),
            (YES, "s3:ListBucket", BUCKET, &[]),
            (YES, "s3:PutBucketNotification", BUCKET, &[]),
            (YES, "s3:PutObject", OBJECT, &[]),
            (NO, "s3:DeleteBucket", BUCKET, &[]),
            (NO, "s3:PutBucketPolicy", BUCKET, &[]),
            (NO, "s3:PutLifecycleConfiguration", BUCKET, &[]),
            (NO, "s3:DeleteObjectVersion", OBJECT, &[]),
            (NO, "s3:BypassGovernanceRetention", OBJECT, &[]),
            (YES, "iam:PassRole", EB_ROLE, &[("iam:PassedToService", "events.amazonaws.com")]),
            (NO, "iam:PassRole", EB_ROLE, &[("iam:PassedToService", "ec2.amazonaws.com")]),
            (NO, "iam:PassRole", ROLE, &[("iam:PassedToService", "events.amazonaws.com")]),
        ],
    );
}

#[test]
fn without_s3_no_bucket_can_be_touched() {
    let others = Asset::Ec2 | Asset::Rds | Asset::MsSql;
    hold(
        others,
        "ClumioIAMRole",
        &[
            (NO, "s3:GetObject", OBJECT, &[]),
            (NO, "s3:PutObject", OBJECT, &[]),
            (NO, "s3:DeleteObject", OBJECT, &[]),
            (NO, "s3:ListBucket", BUCKET, &[]),
            (NO, "s3:GetBucketPolicy", BUCKET, &[]),
            (NO, "s3:PutBucketNotification", BUCKET, &[]),
        ],
    );
    // DynamoDB exports go to Clumio's own buckets only.
    hold(
        Asset::DynamoDb,
        "ClumioIAMRole",
        &[
            (NO, "s3:PutObject", OBJECT, &[]),
            (NO, "s3:GetObject", OBJECT, &[]),
            (
                YES,
                "s3:PutObject",
                "arn:aws:s3:::clumio-ddb-export-1/x",
                &[("s3:ResourceAccount", "777788889999")],
            ),
            (
                NO,
                "s3:PutObject",
                "arn:aws:s3:::clumio-ddb-export-1/x",
                &[("s3:ResourceAccount", "111122223333")],
            ),
        ],
    );
}

const TABLE: &str = "arn:aws:dynamodb:us-west-2:111122223333:table/Orders";
const TABLE_BACKUP: &str = "arn:aws:dynamodb:us-west-2:111122223333:table/Orders/backup/1";

#[test]
fn tables_of_dynamodb() {
    hold(
        Asset::DynamoDb,
        "ClumioIAMRole",
        &[
            (YES, "dynamodb:CreateBackup", TABLE, &[]),
            (YES, "dynamodb:ExportTableToPointInTime", TABLE, &[]),
            (YES, "dynamodb:DeleteBackup", TABLE_BACKUP, &[]),
            (NO, "dynamodb:DeleteResourcePolicy", TABLE, &[]),
            (
                NO,
                "dynamodb:CreateBackup",
                "arn:aws:dynamodb:us-west-2:444455556666:table/Orders",
                &[],
            ),
        ],
    );
    hold(
        Asset::Ec2,
        "ClumioIAMRole",
        &[
            (NO, "dynamodb:CreateBackup", TABLE, &[]),
            (NO, "dynamodb:GetItem", TABLE, &[]),
            (NO, "dynamodb:DeleteTable", TABLE, &[]),
        ],
    );
}

const DB: &str = "arn:aws:rds:us-west-2:111122223333:db:orders";
const DB_SNAPSHOT: &str = "arn:aws:rds:us-west-2:111122223333:snapshot:orders-1";
const CLUSTER: &str = "arn:aws:rds:us-west-2:111122223333:cluster:orders";

#[test]
fn databases_of_rds() {
    let by_clumio = &[("rds:snapshot-tag/clumio.rds.snapshot.tag", "s-1")];
    let restored = &[("rds:db-tag/clumio.restore.tag", "r-1")];
    hold(
        Asset::Rds,
        "ClumioIAMRole",
        &[
            (YES, "rds:CreateDBSnapshot", DB, &[]),
            (YES, "rds:DeleteDBSnapshot", DB_SNAPSHOT, by_clumio),
            (NO, "rds:DeleteDBSnapshot", DB_SNAPSHOT, &[]),
            (YES, "rds:DeleteDBInstance", DB, restored),
            (NO, "rds:DeleteDBInstance", DB, &[]),
            (NO, "rds:DeleteDBCluster", CLUSTER, &[]),
            (YES, "rds:ModifyDBInstance", DB, &[]),
            (NO, "rds:StopDBInstance", DB, &[]),
            (YES, "iam:PassRole", ROLE, &[("iam:PassedToService", "rds.amazonaws.com")]),
            (NO, "iam:PassRole", ROLE, &[("iam:PassedToService", "ec2.amazonaws.com")]),
        ],
    );
    hold(Asset::S3, "ClumioIAMRole", &[(NO, "rds:CreateDBSnapshot", DB, &[])]);
}

#[test]
fn sql_servers() {
    hold(
        Asset::MsSql,
        "ClumioIAMRole",
        &[
            (YES, "ssm:SendCommand", INSTANCE, VENDOR),
            (NO, "ssm:SendCommand", INSTANCE, &[]),
            (NO, "ssm:SendCommand", "arn:aws:ssm:us-west-2:111122223333:document/Other", &[]),
        ],
    );
    hold(Asset::Ec2, "ClumioIAMRole", &[(NO, "ssm:SendCommand", INSTANCE, VENDOR)]);
}

#[test]
fn nothing_leads_to_more_rights() {
    hold(
        everything(),
        "ClumioIAMRole",
        &[
            (NO, "iam:CreatePolicyVersion", "arn:aws:iam::111122223333:policy/p", &[]),
            (NO, "iam:AttachRolePolicy", ROLE, &[]),
            (NO, "iam:PutRolePolicy", ROLE, &[]),
            (NO, "iam:UpdateAssumeRolePolicy", ROLE, &[]),
            (NO, "iam:CreateUser", "arn:aws:iam::111122223333:user/u", &[]),
            (NO, "iam:CreateAccessKey", "arn:aws:iam::111122223333:user/u", &[]),
            (NO, "lambda:CreateFunction", "arn:aws:lambda:us-west-2:111122223333:function:f", &[]),
            (NO, "organizations:LeaveOrganization", "*", &[]),
            (
                NO,
                "cloudtrail:StopLogging",
                "arn:aws:cloudtrail:us-west-2:111122223333:trail/t",
                &[],
            ),
        ],
    );
}

#[test]
fn the_support_role_opens_cases_and_no_more() {
    hold(
        everything(),
        "ClumioSupportRole",
        &[
            (YES, "support:CreateCase", "*", &[]),
            (YES, "support:DescribeCases", "*", &[]),
            (NO, "support:ResolveCase", "*", &[]),
            (NO, "ec2:DescribeInstances", "*", &[]),
            (NO, "s3:GetObject", OBJECT, &[]),
        ],
    );
}

/// A key is used only as its own policy says.
#[test]
fn keys_need_their_own_policy() {
    const DELEGATES: ResourcePolicy = resource_policy! {
        Version: "2012-10-17",
        Statement: [{
            Effect: Allow,
            Principal: { AWS: "arn:aws:iam::111122223333:root" },
            Action: "kms:*",
            Resource: "*",
        }],
    };
    let key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    let set = set(Asset::S3);
    let role = set.roles().iter().find(|role| role.entity == "ClumioIAMRole").unwrap();
    let ask = |action: &str, evaluator: &Evaluator| {
        evaluator.decide(&Request::new(&role.arn, action, key).unwrap())
    };
    let alone = Evaluator::new(&role.policies());
    assert_eq!(ask("kms:Decrypt", &alone), Decision::ImplicitDeny);
    let with_key = Evaluator::new(&role.policies().resource(&DELEGATES));
    assert_eq!(ask("kms:Decrypt", &with_key), Decision::Allow);
    assert_eq!(ask("kms:ScheduleKeyDeletion", &with_key), Decision::ImplicitDeny);
    assert_eq!(ask("kms:PutKeyPolicy", &with_key), Decision::ImplicitDeny);
}
