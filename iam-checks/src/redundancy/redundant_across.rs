//! Statements that others make superfluous.

use crate::prelude::*;
use crate::redundancy::across::{Covers, may_be_covered, name};
use std::collections::HashSet;

declare_check! {
    /// Everything that a statement says, statements without conditions say already.
    ///
    /// It changes nothing. If it has a condition, that condition limits nothing.
    ///
    /// Statements that say the same as another are another finding. Compared are statements of `Action`
    /// and `Resource`, without a principal.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:*", "Resource": "*" },
    ///                 { "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:Get*"], "Resource": "arn:aws:sqs:*:*:inbox",
    ///                   "Condition": { "Bool": { "aws:SecureTransport": "true" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:Get*", "Resource": "*" },
    ///                 { "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:Get*"], "Resource": "arn:aws:sqs:*:*:inbox" }] }
    /// ```
    ///
    /// Source: ours; minimisers of policies remove such statements.
    "x-redundant-across-statements", Suggestion
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.statements.len() < 2 {
        return;
    }
    run_on_effect(policy, StatementView::allows, report);
    run_on_effect(policy, StatementView::denies, report);
}

fn run_on_effect<'d, 't>(
    policy: &PolicyView<'d, 't>,
    is_meant: impl Fn(&StatementView<'d, 't>) -> bool,
    report: &mut Report,
) {
    let candidates = may_be_covered(policy, &is_meant);
    if candidates.is_empty() {
        return;
    }
    let covers = Covers::new(policy, &candidates, is_meant);
    // The last ones go first: of two statements that cover each other, the earlier stays.
    let mut gone: HashSet<usize> = HashSet::new();
    for statement in candidates.into_iter().rev() {
        let stays = |other: &StatementView<'_, '_>| !gone.contains(&other.index);
        let found: Option<Vec<_>> =
            statement.actions.iter().map(|entry| covers.find(statement, entry, stays)).collect();
        let Some(covering) = found else { continue };
        let Some(first) = covering.first() else { continue };
        gone.insert(statement.index);
        if covering.iter().all(|other| other.index == first.index)
            && says_the_same(statement, first)
        {
            continue;
        }
        let message = format!("statement {} says all that this one says", name(first));
        let message = if covering.iter().all(|other| other.index == first.index) {
            message
        } else {
            format!("statement {} and others together say all that this one says", name(first))
        };
        let fix = if statement.tests.is_empty() {
            "remove it"
        } else {
            "remove it, or, if its condition is meant to limit, what the other statement says of it"
        };
        let finding = ABOUT.at(statement.node.span, message).with_fix(fix);
        let remove = Fix::remove(statement.node.span, "Statement").maybe_incorrect();
        let finding = finding.mended_by(remove.titled("remove the statement"));
        let mut finding = finding.with_related([first.node.span]);
        finding.statement = Some(statement.index);
        report.push(finding);
    }
}

/// Whether the lists of both are equal but for order, and neither has a condition.
fn says_the_same(a: &StatementView<'_, '_>, b: &StatementView<'_, '_>) -> bool {
    let lists = |statement: &StatementView<'_, '_>| {
        let actions = statement.actions.iter().map(|it| it.text.to_owned());
        let resources = statement.resources.iter().map(|it| it.text.to_owned());
        (actions.collect::<HashSet<_>>(), resources.collect::<HashSet<_>>())
    };
    a.tests.is_empty() && lists(a) == lists(b)
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::tests::checked;
    use iam_language::policy::PolicyType;

    fn found(statements: &[(&str, &str)]) -> Vec<(&'static str, Option<usize>)> {
        let statements: Vec<_> = statements
            .iter()
            .map(|(action, resource)| {
                format!(r#"{{"Effect": "Allow", "Action": "{action}", "Resource": "{resource}"}}"#)
            })
            .collect();
        let text =
            format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(","));
        let findings = checked(&text, Options::new(PolicyType::Identity)).into_iter();
        let findings = findings.map(|it| (it.code, it.statement));
        findings.filter(|(code, _)| code.contains("redundant")).collect()
    }

    const CODE: &str = "x-redundant-across-statements";

    #[test]
    fn equal_statements_are_another_finding() {
        assert_eq!(found(&[("sqs:Get*", "*"), ("SQS:get*", "*")]), [(CODE, Some(1))]);
        assert_eq!(
            found(&[("sqs:GetQueueUrl", "*"), ("sqs:GetQueueUrl", "*")]),
            [("redundant-statement", Some(1))]
        );
    }

    #[test]
    fn patterns_cover_patterns() {
        let queue = "arn:aws:sqs:eu-west-1:123456789012:inbox";
        assert_eq!(
            found(&[("sqs:GetQueueUrl", queue), ("sqs:Get*", "arn:aws:sqs:*")]),
            [(CODE, Some(0))]
        );
        assert_eq!(found(&[("sqs:Get*", queue), ("sqs:GetQueueUr?", "*")]), []);
        assert_eq!(found(&[("sqs:Get*", queue), ("sqs:Get*", "arn:aws:sqs:${aws:username}*")]), []);
    }
}
