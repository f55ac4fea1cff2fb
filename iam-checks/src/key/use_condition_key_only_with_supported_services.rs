//! Keys about the owner of a VPC endpoint.

use crate::prelude::*;
use iam_language::pattern::{has_reference, matches_ignoring_case};

declare_check! {
    /// `aws:VpceAccount`, `aws:VpceOrgID` or `aws:VpceOrgPaths` is tested for actions of a service
    /// that does not fill it in.
    ///
    /// The test does not do there what it says.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "sns:*", "Resource": "*",
    ///                   "Condition": { "StringNotEquals": { "aws:VpceAccount": "123456789012" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:*", "Resource": "*",
    ///                   "Condition": { "StringNotEquals": { "aws:VpceAccount": "123456789012" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Use condition key only with supported services"; the global
    /// condition keys, whose lists of services grow.
    "use-condition-key-only-with-supported-services", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    // By whether the key is about accounts: the entries whose service does not fill it in.
    let mut unsupported_by = [None, None];
    for test in &statement.tests {
        let supported = |prefix: &str| {
            OF_ACCOUNTS.contains(&prefix)
                || !test.is_of("aws:VpceAccount") && OF_ORGANIZATIONS.contains(&prefix)
        };
        if !["aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"]
            .iter()
            .any(|key| test.is_of(key))
        {
            continue;
        }
        if let Some(not_action) = statement.element(Element::NotAction) {
            let message =
                format!("`NotAction` is about services that do not fill in `{}`", test.key);
            let finding = ABOUT.at(test.key_span, message).with_related([not_action.key_span]);
            report.push(finding.with_fix("list the actions of the services that do"));
            continue;
        }
        let [of_organizations, of_accounts] = &mut unsupported_by;
        let cached = if test.is_of("aws:VpceAccount") { of_accounts } else { of_organizations };
        // The first test names them all, the others the first of them.
        let shown = if cached.is_none() { usize::MAX } else { 1 };
        let unsupported: &Vec<_> = cached.get_or_insert_with(|| {
            statement.actions.iter().filter(|action| !is_supported(action, supported)).collect()
        });
        let Some(first) = unsupported.first() else { continue };
        let message = format!("requests for `{}` do not carry `{}`", first.text, test.key);
        let related = unsupported.iter().take(shown).map(|action| action.span);
        let fix = "put the actions of services that fill the key in into a statement of their own";
        report.push(ABOUT.at(test.key_span, message).with_fix(fix).with_related(related));
    }
}

/// Whether every action that the entry stands for may carry the key.
fn is_supported(action: &ActionView<'_>, supported: impl Fn(&str) -> bool) -> bool {
    let Some((prefix, name)) = action.parts else { return false };
    // Of IAM, only `PassRole` lacks the key.
    if prefix.eq_ignore_ascii_case("iam") && matches_ignoring_case(name, "PassRole") {
        return false;
    }
    if has_reference(action.text) {
        return true;
    }
    supported(&prefix.to_ascii_lowercase())
}

/// Services whose requests carry all three keys.
const OF_ACCOUNTS: [&str; 39] = [
    "acm-pca",
    "applicationinsights",
    "apprunner",
    "athena",
    "cloudformation",
    "comprehendmedical",
    "compute-optimizer",
    "datasync",
    "discovery",
    "dynamodb",
    "ebs",
    "ecr",
    "ecs",
    "firehose",
    "gamelift",
    "healthlake",
    "iam",
    "iotfleetwise",
    "iotwireless",
    "kinesisanalytics",
    "kms",
    "lambda",
    "medical-imaging",
    "omics",
    "payment-cryptography",
    "polly",
    "rbin",
    "rekognition",
    "route53",
    "s3",
    "scheduler",
    "servicediscovery",
    "servicequotas",
    "shield",
    "ssm-contacts",
    "storagegateway",
    "textract",
    "transcribe",
    "transfer",
];

/// Services whose requests carry the two keys about organizations only.
const OF_ORGANIZATIONS: [&str; 13] = [
    "b2bi",
    "cassandra",
    "cognito-identity",
    "dms",
    "ds-data",
    "identitystore",
    "iottwinmaker",
    "network-firewall",
    "pricing",
    "ses",
    "sms-voice",
    "sqs",
    "workmail",
];
