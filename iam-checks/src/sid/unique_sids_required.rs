//! Sids used twice, where IAM refuses that.

use crate::prelude::*;
use iam_language::document::ByteSpan;
use iam_language::finding::Finding;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

declare_check! {
    /// Two statements of an identity-based or service control policy have the same `Sid`.
    ///
    /// IAM refuses the policy: a `Sid` names one statement.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
    ///                 { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" },
    ///                 { "Sid": "ReadAgain", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unique Sids required".
    "unique-sids-required", Error
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type.is_identity_based()
        || policy.options.policy_type == PolicyType::ServiceControl
    {
        repeated(policy, report, |span, message| ABOUT.at(span, message));
    }
}

/// Reports each `Sid` that an earlier statement has.
pub(crate) fn repeated(
    policy: &PolicyView<'_, '_>,
    report: &mut Report,
    about: impl Fn(ByteSpan, String) -> Finding,
) {
    if policy.statements.len() < 2 {
        return;
    }
    let mut seen = HashMap::with_capacity(policy.statements.len());
    for statement in &policy.statements {
        let Some(member) = statement.element(Element::Sid) else { continue };
        let Some(sid) = member.node.text().filter(|sid| !sid.is_empty()) else { continue };
        match seen.entry(sid) {
            Entry::Vacant(entry) => {
                entry.insert(statement.index);
            }
            Entry::Occupied(first) => {
                let first = first.get() + 1;
                let message = format!("the `Sid` `{sid}` is that of statement {first} already");
                let mut finding = about(member.node.span, message);
                finding.statement = Some(statement.index);
                report.push(finding.with_fix("give each statement a `Sid` of its own"));
            }
        }
    }
}
