//! `Allow` with `NotPrincipal`.

use crate::prelude::*;

declare_check! {
    /// An `Allow` statement names those that it does not mean, under `NotPrincipal`.
    ///
    /// Everyone else includes callers without credentials. Name those who are meant, or deny
    /// the others in a statement of their own.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "NotPrincipal": { "AWS": "444455556666" }, "Action": "sns:Publish", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "NotPrincipal": { "AWS": "444455556666" }, "Action": "sns:Publish", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Allow with `NotPrincipal`".
    "allow-with-not-principal", SecurityWarning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let has_principals =
        matches!(statement.policy.options.policy_type, PolicyType::Resource | PolicyType::Trust);
    let Some(member) = statement.element(Element::NotPrincipal).filter(|_| has_principals) else {
        return;
    };
    if statement.allows() {
        let message = "`Allow` with `NotPrincipal` lets everyone in but those named";
        let fix = "name those who may act under `Principal`";
        report.push(ABOUT.at(member.key_span, message).with_fix(fix));
    }
}
