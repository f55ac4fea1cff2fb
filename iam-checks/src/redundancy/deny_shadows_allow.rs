//! Actions that one statement allows and another denies.

use crate::prelude::*;
use crate::redundancy::across::{Covers, is_plain, name};
use iam_language::finding::Edit;
use std::fmt::Write as _;

declare_check! {
    /// An action is allowed, and another statement denies it on the same resources and more, without a
    /// condition.
    ///
    /// A denial always wins, so the action is not allowed.
    ///
    /// Compared are statements of `Action` and `Resource`, without a principal.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject"], "Resource": "arn:aws:s3:::reports/*" },
    ///                 { "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "s3:DeleteObject"], "Resource": "arn:aws:s3:::reports/*" },
    ///                 { "Effect": "Deny", "Action": "s3:Delete*", "Resource": "arn:aws:s3:::reports/2024/*" }] }
    /// ```
    ///
    /// Source: ours; IAM's evaluation logic.
    "x-deny-shadows-allow", Suggestion
}

/// How many actions a message names.
const NAMED: usize = 3;

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.statements.len() < 2 {
        return;
    }
    let allowances: Vec<_> =
        policy.statements.iter().filter(|it| it.allows() && is_plain(it)).collect();
    if allowances.is_empty() || !policy.statements.iter().any(StatementView::denies) {
        return;
    }
    let denials = Covers::new(policy, &allowances, StatementView::denies);
    for statement in allowances {
        let found = statement.actions.iter().filter_map(|entry| {
            let denial = denials.find(statement, entry, |_| true)?;
            Some((entry, denial))
        });
        let found: Vec<_> = found.collect();
        let Some(((first, denial), others)) = found.split_first() else { continue };
        let mut message = format!("`{}`", first.text);
        for (entry, _) in others.iter().take(NAMED - 1) {
            let _ = write!(message, ", `{}`", entry.text);
        }
        if let Some(more @ 1..) = found.len().checked_sub(NAMED) {
            let _ = write!(message, " and {more} more");
        }
        let verb = if others.is_empty() { "is" } else { "are" };
        let _ = write!(message, " {verb} denied again by statement {}", name(denial));
        let fix = "leave it out here, or narrow the `Deny`";
        let places = others.iter().map(|(entry, _)| entry.span);
        let places = places.chain(std::iter::once(denial.node.span));
        let remove = others.iter().map(|(entry, _)| Edit::Remove { at: entry.span });
        let remove = Fix::remove(first.span, first.text).and(remove).maybe_incorrect();
        let some_stay = found.len() < statement.actions.len();
        let finding = ABOUT.at(first.span, message).with_fix(fix);
        let finding = finding.mended_by(some_stay.then_some(remove));
        let mut finding = finding.with_related(places);
        finding.statement = Some(statement.index);
        report.push(finding);
    }
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::tests::checked;
    use iam_language::policy::PolicyType;

    /// What the simulator says of the same statements: a wildcard within a field takes no colon.
    #[test]
    fn arns_are_matched_field_by_field() {
        let is_denied = |denied: &str| {
            let text = format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-west-1:111122223333:inbox"}},{{"Effect":"Deny","Action":"sqs:*","Resource":"{denied}"}}]}}"#
            );
            let found = checked(&text, Options::new(PolicyType::Identity));
            found.iter().any(|finding| finding.code == "x-deny-shadows-allow")
        };
        assert!(is_denied("arn:aws:sqs:eu-*:111122223333:in*"));
        assert!(is_denied("arn:aws:sqs:*"));
        assert!(!is_denied("arn:aws:sqs:e*3:inbox"));
    }
}
