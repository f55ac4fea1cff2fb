//! Actions whose requests lack a key.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::policy::{Comparison, PolicyType};
use crate::registry::{self, Action, Status};

declare_check! {
    /// An action of the statement does not carry a condition key that the statement tests.
    ///
    /// Requests for that action lack the key, so an `Allow` never grants it, whatever the value. Tests
    /// with `IfExists` and of `Null` are left alone: they are meant for that.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:DescribeKey", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "kms:EncryptionContext:app": "invoices" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "kms:EncryptionContext:app": "invoices" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unsupported action for condition key". AWS does not publish which
    /// services take part; seen are S3, KMS, DynamoDB, STS and the claims of identity providers.
    "unsupported-action-for-condition-key", Error
}

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    // What `NotAction` names, the statement is not about.
    if !statement.has("Action") {
        return;
    }
    for test in &statement.tests {
        let Some(operator) = test.operator else { continue };
        if operator.if_exists || operator.comparison == Comparison::Null || test.key.contains("${")
        {
            continue;
        }
        let Some(carrier) = Carrier::of(policy.options.policy_type, test.key) else { continue };
        let lacking: Vec<_> = statement
            .actions
            .iter()
            .filter(|action| carrier.is_lacking(action.known, test.key))
            .collect();
        for action in lacking {
            let message = format!("requests for `{}` do not carry `{}`", action.text, test.key);
            let fix = "put the action into a statement without this condition";
            let finding = ABOUT.at(action.span, message).with_fix(fix);
            report.push(finding.with_related([test.key_span]));
        }
    }
}

/// The services of which AWS judges the keys.
pub(super) const JUDGED: [&str; 4] = ["s3", "kms", "dynamodb", "sts"];

/// Where it is known which requests carry a key.
enum Carrier {
    /// The registry tells for each action.
    Registry,
    /// A claim of an identity provider: only this action of STS carries it.
    Claim(&'static str),
}

impl Carrier {
    fn of(policy_type: PolicyType, key: &str) -> Option<Self> {
        let (prefix, _) = key.rsplit_once(':')?;
        let service = key.split(':').next().unwrap_or_default();
        if JUDGED.iter().any(|judged| judged.eq_ignore_ascii_case(service)) {
            // Another check speaks of keys that do not exist.
            return registry::condition_key(key).map(|_| Self::Registry);
        }
        if policy_type != PolicyType::Trust || prefix.eq_ignore_ascii_case("aws") {
            return None;
        }
        if prefix.eq_ignore_ascii_case("saml") {
            return Some(Self::Claim("sts:AssumeRoleWithSAML"));
        }
        prefix.contains('.').then_some(Self::Claim("sts:AssumeRoleWithWebIdentity"))
    }

    fn is_lacking(&self, action: Option<&Action>, key: &str) -> bool {
        let Some(action) = action else { return false };
        if action.status() != Status::Documented {
            return false;
        }
        match self {
            // These come along with the request of another action, and with what it carries.
            Self::Registry if COMPANIONS.contains(&action.to_string().as_str()) => false,
            Self::Registry => {
                registry::global_condition_key(key).is_none() && action.condition_key(key).is_none()
            }
            Self::Claim(carrier) => action.to_string() != *carrier,
        }
    }
}

/// Actions that are authorized beside `sts:AssumeRole` and its siblings, in the same request.
const COMPANIONS: [&str; 2] = ["sts:SetSourceIdentity", "sts:TagSession"];
