//! Sessions of a role that is a principal itself.

use crate::prelude::*;
use iam_language::arn::ArnPattern;
use iam_language::document::ByteSpan;
use std::collections::HashMap;

declare_check! {
    /// A trust policy names a session of a role and the role itself.
    ///
    /// The entry changes nothing. Remove the session, or the role if only that
    /// session is meant.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/ops/deployer", "arn:aws:sts::111122223333:assumed-role/deployer/nightly"] }, "Action": "sts:AssumeRole" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": ["arn:aws:iam::111122223333:role/ops/deployer", "arn:aws:sts::111122223333:assumed-role/auditor/nightly"] }, "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Redundant principal in role trust policy".
    "redundant-principal-in-role-trust-policy", Suggestion
}

/// Account and name of a role.
type Role<'t> = (&'t str, &'t str);

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Trust {
        return;
    }
    let principals: Vec<_> = statement.principals_of("AWS").collect();
    let roles = principals.iter().filter_map(|&(text, span)| Some((role(text)?, (text, span))));
    let roles: HashMap<Role<'_>, (&str, ByteSpan)> = roles.collect();
    for &(text, span) in &principals {
        let Some((role, place)) = session(text).and_then(|of| roles.get(&of)) else { continue };
        let message = format!("`{text}` is a session of `{role}`, which is trusted already");
        let finding = ABOUT.at(span, message).with_fix("remove the session").removing(span, text);
        report.push(finding.with_related([*place]));
    }
}

/// The role of an ARN `…:iam::ACCOUNT:role/PATH/NAME`.
fn role(text: &str) -> Option<Role<'_>> {
    let arn = ArnPattern::parse(text).ok().filter(|arn| arn.service == "iam")?;
    let path = arn.resource.strip_prefix("role/")?;
    Some((arn.account, path.rsplit('/').next()?))
}

/// The role of an ARN `…:sts::ACCOUNT:assumed-role/NAME/SESSION`.
fn session(text: &str) -> Option<Role<'_>> {
    let arn = ArnPattern::parse(text).ok()?;
    let rest = arn.resource.strip_prefix("assumed-role/")?;
    let (name, _) = rest.split_once('/')?;
    matches!(arn.service, "sts" | "iam").then_some((arn.account, name))
}
