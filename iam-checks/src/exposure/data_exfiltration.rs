//! Actions that read or share in bulk.

use crate::prelude::*;

declare_check! {
    /// An unconditional `Allow` on every resource of an action that reads data in bulk or shares it
    /// with other accounts.
    ///
    /// Whoever has it can carry the data of the whole account away.
    ///
    /// Off unless asked for: many policies do this on purpose.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*" }] }
    /// ```
    ///
    /// Source: ours; cloudsplaining and checkov have the like.
    "x-data-exfiltration", SecurityWarning, optional
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Identity {
        return;
    }
    for (action, span) in statement.granted_everywhere(&DATA) {
        let message = format!("`{action}` reads or shares data, here of every resource");
        report.push(ABOUT.at(span, message).with_fix("name the resources"));
    }
}

const DATA: [&str; 18] = [
    "athena:GetQueryResults",
    "dynamodb:ExportTableToPointInTime",
    "dynamodb:Scan",
    "ebs:GetSnapshotBlock",
    "ec2:ModifyImageAttribute",
    "ec2:ModifySnapshotAttribute",
    "ecr:BatchGetImage",
    "rds:ModifyDBClusterSnapshotAttribute",
    "rds:ModifyDBSnapshotAttribute",
    "rds:StartExportTask",
    "redshift:AuthorizeSnapshotAccess",
    "s3:GetObject",
    "s3:GetObjectVersion",
    "secretsmanager:BatchGetSecretValue",
    "secretsmanager:GetSecretValue",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:GetParametersByPath",
];
