//! Actions that together lead to more rights.

use crate::exposure::granted::{Grant, granted};
use crate::exposure::paths::{Path, paths};
use crate::prelude::*;
use std::fmt::Write as _;

declare_check! {
    /// The statements of a policy together allow every action of a known path to more rights, on every
    /// resource and without a condition.
    ///
    /// Whoever has the policy can act with rights that it does not give, up to those of an administrator.
    ///
    /// A path is one action, such as `iam:CreatePolicyVersion`, or several, such as `iam:PassRole` with
    /// `ec2:RunInstances`. How far it leads depends on the roles and policies of the account.
    ///
    /// A statement that is limited to some resources or by a condition takes no part, nor does an action
    /// that a `Deny` takes away from every resource. A policy that allows everything, or everything but
    /// some actions, is left to the checks about that.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" },
    ///                 { "Effect": "Allow", "Action": ["ec2:RunInstances", "ec2:DescribeInstances"], "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/web-server" },
    ///                 { "Effect": "Allow", "Action": ["ec2:RunInstances", "ec2:DescribeInstances"], "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours; the paths are those that Rhino Security Labs and pathfinding.cloud published.
    "x-privilege-escalation", SecurityWarning
}

/// How many paths a message names.
const NAMED: usize = 3;

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type != PolicyType::Identity {
        return;
    }
    let table = paths();
    let grants = granted(policy, table);
    if grants.is_empty() {
        return;
    }
    let is_open =
        |path: &&Path| path.steps.iter().all(|step| grants.get(*step).is_some_and(Option::is_some));
    let open: Vec<_> = table.all.iter().filter(is_open).collect();
    let mut places = open.iter().flat_map(|path| &path.steps);
    let grant = |step: &usize| -> Option<Grant> { *grants.get(*step)? };
    let Some(first) = places.next().and_then(grant) else { return };
    if allows_everything(policy) {
        return;
    }
    let head = if open.len() == 1 {
        "a known way to more rights is"
    } else {
        "known ways to more rights are"
    };
    let mut message = format!("{head} open: ");
    for (index, path) in open.iter().take(NAMED).enumerate() {
        message.push_str(if index == 0 { "" } else { "; " });
        for (index, step) in path.steps.iter().enumerate() {
            message.push_str(if index == 0 { "" } else { " + " });
            let _ =
                write!(message, "`{}`", table.actions.get(*step).map_or("", |step| step.action));
        }
    }
    match open.len().saturating_sub(NAMED) {
        0 => {}
        more => {
            let _ = write!(message, "; and {more} more");
        }
    }
    let fix = "name the resources, such as the roles that may be passed, or leave the actions out";
    let finding = ABOUT.at(first.span, message).with_fix(fix);
    let mut finding = finding.with_related(places.filter_map(grant).map(|grant| grant.span));
    finding.statement = Some(first.statement);
    report.push(finding);
}

/// Whether another check speaks of an administrator already.
fn allows_everything(policy: &PolicyView<'_, '_>) -> bool {
    policy.statements.iter().any(|statement| {
        let all_actions = statement.has(Element::Action)
            && statement.actions.iter().any(ActionView::is_every_action);
        statement.allows()
            && (all_actions || statement.has(Element::NotAction))
            && statement.tests.is_empty()
            && statement.has(Element::Resource)
            && statement.resources.iter().any(|it| it.text == "*")
    })
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    fn escalates(members: &str) -> bool {
        codes(members).contains(&"x-privilege-escalation")
    }

    #[test]
    fn patterns_that_stand_for_everything_count_as_star() {
        for (resource, expected) in [
            ("*", true),
            ("**", true),
            ("arn:aws:iam::*:policy/*", true),
            ("arn:aws:iam::123456789012:*", true),
            ("arn:aws:iam::*:policy/team-*", false),
            ("arn:aws:iam::*:role/*", false),
            ("arn:aws:iam::*:policy/${aws:username}*", false),
        ] {
            let members = format!(r#""Action": "iam:CreatePolicyV*", "Resource": "{resource}""#);
            assert_eq!(escalates(&members), expected, "{resource}");
        }
    }

    #[test]
    fn documents_alone_open_no_instance() {
        let members = |resource: &str| {
            format!(
                r#""Action": "ssm:SendCommand", "Resource": ["arn:aws:ssm:*:*:document/*", "{resource}"]"#
            )
        };
        assert!(!escalates(&members("arn:aws:ec2:*:*:instance/i-1")));
        assert!(escalates(&members("arn:aws:ec2:*:*:instance/*")));
    }

    #[test]
    fn conditions_limit() {
        let members = r#""Action": "iam:AddUserToGroup", "Resource": "*""#;
        assert!(escalates(members));
        let condition = r#""Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#;
        assert!(!escalates(&format!("{members}, {condition}")));
    }

    #[test]
    fn administrators_are_another_finding() {
        assert_eq!(
            codes(r#""Action": "*", "Resource": "*""#)
                .iter()
                .filter(|it| it.starts_with("x-"))
                .count(),
            1
        );
    }

    #[test]
    fn denials_take_paths_away() {
        let text = |resource: &str| {
            format!(
                r#"{{"Version": "2012-10-17", "Statement": [
                    {{"Effect": "Allow", "Action": "iam:*", "Resource": "*"}},
                    {{"Effect": "Deny", "Action": ["iam:*Pol*", "iam:*Key*", "iam:*Profile", "iam:AddUserToGroup"], "Resource": "{resource}"}}]}}"#
            )
        };
        let has = |resource: &str| {
            let options = crate::Options::new(iam_language::policy::PolicyType::Identity);
            let found = crate::tests::checked(&text(resource), options);
            found.iter().any(|it| it.code == "x-privilege-escalation")
        };
        assert!(!has("*"));
        assert!(has("arn:aws:iam::*:role/admin"));
    }
}
