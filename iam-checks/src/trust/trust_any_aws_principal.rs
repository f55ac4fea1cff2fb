//! Roles that every principal of AWS may take on.

use crate::catalogue::public_resource_policy::fixes_the_caller;
use crate::prelude::*;

declare_check! {
    /// A role trust policy lets every principal of every account in, and no condition says who or from
    /// where.
    ///
    /// Whoever has an AWS account has what the role may do.
    ///
    /// Only conditions that every request must meet count: not those with `IfExists`, and not negated
    /// ones. `sts:ExternalId` is no substitute for the account that is meant.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "sts:AssumeRole",
    ///                   "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-z9y8x7w6v5" } } }] }
    /// ```
    ///
    /// Source: ours; checkov has the like.
    "x-trust-any-aws-principal", SecurityWarning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    // That the principal is `*` itself is another finding.
    if statement.policy.options.policy_type != PolicyType::Trust || !statement.allows() {
        return;
    }
    let mut anyone = statement.principals_of("AWS").filter(|(text, _)| *text == "*");
    let Some((_, span)) = anyone.next() else { return };
    if statement.tests.iter().any(fixes_the_caller) {
        return;
    }
    let message = "every principal of every AWS account may assume this role";
    let fix = "name the accounts or roles that are meant, or test `aws:PrincipalOrgID`";
    report.push(ABOUT.at(span, message).with_fix(fix));
}
