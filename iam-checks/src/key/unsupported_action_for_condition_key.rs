//! Actions whose requests lack a key.

use crate::catalogue::mismatched_action::fits_nobody;
use crate::prelude::*;
use iam_language::pattern::has_reference;
use iam_language::policy::Comparison;
use iam_registry::{self as registry, Action, Status};
use std::collections::HashSet;

declare_check! {
    /// An action of the statement does not carry a condition key that the statement tests.
    ///
    /// An `Allow` never grants the action then, whatever the value. Tests
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

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    // What `NotAction` names, the statement is not about.
    if !statement.has(Element::Action) {
        return;
    }
    let judged = statement.tests.iter().filter_map(|test| {
        let operator = test.operator?;
        let carrier = Carrier::of(statement.policy.options.policy_type, test)?;
        let left_alone = operator.if_exists
            || operator.comparison == Comparison::Null
            || has_reference(test.key);
        (!left_alone).then_some((test, carrier))
    });
    let judged: Vec<_> = judged.collect();
    if judged.is_empty() {
        return;
    }
    // Each action once, and each key once: to repeat one is no further mistake.
    let mut seen = HashSet::new();
    let actions = statement.actions.iter().filter_map(|entry| Some((entry, entry.known?)));
    let actions: Vec<_> = actions
        .filter(|(_, action)| seen.insert((action.service().prefix(), action.name())))
        .collect();
    let mut seen = HashSet::new();
    for (test, carrier) in judged {
        if !seen.insert(carrier) {
            continue;
        }
        for (entry, _) in actions.iter().filter(|(_, action)| carrier.is_lacking(action, test.key))
        {
            // An action that fits no principal is wrong for that reason, not for its condition.
            if matches!(carrier, Carrier::Claim(_)) && fits_nobody(statement, entry.text) {
                continue;
            }
            let message = format!("requests for `{}` do not carry `{}`", entry.text, test.key);
            let fix = "put the action into a statement without this condition";
            let finding = ABOUT.at(entry.span, message).with_fix(fix);
            report.push(finding.with_related([test.key_span]));
        }
    }
}

/// The services of which AWS judges the keys.
pub(crate) const JUDGED: [&str; 4] = ["s3", "kms", "dynamodb", "sts"];

/// Where it is known which requests carry a key.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Carrier {
    /// The registry tells for each action who carries this key of it.
    Registry(&'static str),
    /// A claim of an identity provider: only this action of STS carries it.
    Claim(&'static str),
}

impl Carrier {
    fn of(policy_type: PolicyType, test: &TestView<'_, '_>) -> Option<Self> {
        let (service, _) = test.parts?;
        if JUDGED.iter().any(|judged| judged.eq_ignore_ascii_case(service)) {
            // Another check speaks of keys that do not exist; of some keys it is not known who carries them.
            let key = test.known_key().filter(|key| !key.is_unbound());
            return key.map(|key| Self::Registry(key.name()));
        }
        if policy_type != PolicyType::Trust {
            return None;
        }
        // Host names of identity providers may hold colons.
        let (prefix, _) = test.key.rsplit_once(':')?;
        if prefix.eq_ignore_ascii_case("aws") {
            return None;
        }
        if prefix.eq_ignore_ascii_case("saml") {
            return Some(Self::Claim("sts:AssumeRoleWithSAML"));
        }
        prefix.contains('.').then_some(Self::Claim("sts:AssumeRoleWithWebIdentity"))
    }

    fn is_lacking(self, action: &Action, key: &str) -> bool {
        if action.status() != Status::Documented {
            return false;
        }
        match self {
            // These come along with the request of another action, and with what it carries.
            Self::Registry(_) if COMPANIONS.contains(&action.to_string().as_str()) => false,
            Self::Registry(_) => {
                registry::global_condition_key(key).is_none() && action.condition_key(key).is_none()
            }
            Self::Claim(carrier) => {
                let action = action.to_string();
                action != carrier && !COMPANIONS.contains(&action.as_str())
            }
        }
    }
}

/// Actions that are authorized beside `sts:AssumeRole` and its siblings, in the same request.
const COMPANIONS: [&str; 2] = ["sts:SetSourceIdentity", "sts:TagSession"];

#[cfg(test)]
mod tests {
    use super::ABOUT;
    use crate::tests::codes;

    fn count(actions: &str, condition: &str) -> usize {
        let members =
            format!(r#""Action": [{actions}], "Resource": "*", "Condition": {{{condition}}}"#);
        codes(&members).into_iter().filter(|code| *code == ABOUT.code).count()
    }

    #[test]
    fn each_action_is_reported_once_for_each_key() {
        let tags =
            r#""StringEquals": {"s3:ExistingObjectTag/a": "x", "s3:ExistingObjectTag/b": "y"}"#;
        assert_eq!(count(r#""s3:ListBucket", "S3:listbucket""#, tags), 1);
        assert_eq!(count(r#""s3:ListBucket", "s3:PutBucketPolicy""#, tags), 2);
        let keys = r#""StringEquals": {"s3:prefix": "x", "s3:x-amz-acl": "private"}"#;
        assert_eq!(count(r#""s3:GetObject""#, keys), 2);
    }

    #[test]
    fn many_actions_with_many_keys_take_linear_time() {
        let actions = vec![r#""s3:ListBucket""#; 20_000].join(",");
        let keys = (0..20_000).map(|n| format!(r#""s3:ExistingObjectTag/{n}": "x""#));
        let keys: Vec<_> = keys.collect();
        assert_eq!(count(&actions, &format!(r#""StringEquals": {{{}}}"#, keys.join(","))), 1);
    }
}
