//! Accounts that may assume a role without a condition.

use crate::prelude::*;
use iam_language::arn::{self, ArnPattern};

declare_check! {
    /// A role trusts a whole account, without a condition.
    ///
    /// Every principal that this account lets assume the role can do so. If it is an account of somebody
    /// else who serves many customers, one of those may have them use your role: `sts:ExternalId` rules
    /// that out. If it is one of your own, a test of `aws:PrincipalArn` or `aws:PrincipalOrgID` makes plain
    /// who is meant.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "sts:AssumeRole",
    ///                   "Condition": { "StringEquals": { "sts:ExternalId": "3f8a1c5e" } } }] }
    /// ```
    ///
    /// Source: ours; IAM user guide, "The confused deputy problem". checkov and cloudsplaining have the like.
    "x-cross-account-without-condition", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let trusts = statement.policy.options.policy_type == PolicyType::Trust
        && statement.allows()
        && statement.tests.is_empty()
        && statement.reaches("sts:AssumeRole");
    if !trusts {
        return;
    }
    let mut accounts = statement.principals_of("AWS").filter(|(text, _)| is_account(text));
    let Some((first, span)) = accounts.next() else { return };
    let others: Vec<_> = accounts.map(|(_, span)| span).collect();
    let message = match others.len() {
        0 => format!("the whole account `{first}` is trusted, without a condition"),
        more => format!("`{first}` and {more} more accounts are trusted, without a condition"),
    };
    let fix = "name the roles that are meant, or test `sts:ExternalId` or `aws:PrincipalOrgID`";
    report.push(ABOUT.at(span, message).with_fix(fix).with_related(others));
}

fn is_account(text: &str) -> bool {
    arn::is_account(text)
        || ArnPattern::parse(text).is_ok_and(|arn| arn.service == "iam" && arn.resource == "root")
}
