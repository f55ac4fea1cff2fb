//! What a statement allows on every resource without a condition, by what the actions do.

use crate::prelude::*;
use iam_language::pattern::has_wildcard;
use iam_registry::{AccessLevel, Action, Status};
use std::fmt::Write as _;

/// How many entries a message names.
pub(crate) const NAMED: usize = 3;

/// The entries of an `Allow` of an identity-based policy on `*`, without a condition. What stands
/// for all actions of all services is left out: that is another finding.
pub(crate) fn open_entries<'v>(
    statement: &Statement<'v>,
) -> impl Iterator<Item = &'v ActionView<'v>> {
    let open = statement.policy.options.policy_type == PolicyType::Identity
        && statement.allows()
        && statement.tests.is_empty()
        && statement.has(Element::Action)
        && statement.has(Element::Resource)
        && statement.resources.iter().any(|it| it.text == "*");
    let entries = if open { statement.view.actions.as_slice() } else { &[] };
    entries.iter().filter(|entry| entry.parts.is_some_and(|(prefix, _)| !has_wildcard(prefix)))
}

/// Reports, once a statement, the open entries that stand for an action of this sort.
pub(crate) fn report_open(
    statement: &Statement<'_>,
    (about, what, fix): (&'static About, &str, &str),
    is_meant: impl Fn(&Action) -> bool,
    report: &mut Report,
) {
    let is_meant = |action: &Action| action.status() == Status::Documented && is_meant(action);
    let mut found = open_entries(statement).filter_map(|entry| {
        let action = match entry.known {
            Some(action) => Some(action).filter(|action| is_meant(action)),
            None => entry.matching().find(|action| is_meant(action)),
        };
        Some((entry, action?))
    });
    let Some((first, action)) = found.next() else { return };
    let mut message = format!("every resource is open to {what}: {}", named(first, action));
    let mut places = Vec::new();
    for (entry, action) in found {
        if places.len() + 1 < NAMED {
            let _ = write!(message, ", {}", named(entry, action));
        }
        places.push(entry.span);
    }
    if let Some(more @ 1..) = (places.len() + 1).checked_sub(NAMED) {
        let _ = write!(message, " and {more} more");
    }
    report.push(about.at(first.span, message).with_fix(fix).with_related(places));
}

/// Whether AWS puts the action at this level. It files some that only read with those that write.
pub(crate) fn is_at(action: &Action, level: AccessLevel) -> bool {
    let reads = ["Describe", "Get", "List"].iter().any(|verb| action.name().starts_with(verb));
    action.access_level() == level && !reads
}

/// The entry, with an example if it is a pattern.
pub(crate) fn named(entry: &ActionView<'_>, action: &Action) -> String {
    match entry.known {
        Some(_) => format!("`{}`", entry.text),
        None => format!("`{}` (such as `{}`)", entry.text, action.name()),
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::checked;
    use crate::{Options, Selection};
    use iam_language::policy::PolicyType;

    fn found(code: &str, actions: &str) -> Vec<String> {
        let text = format!(
            r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Allow", "Action": {actions}, "Resource": "*"}}]}}"#
        );
        let options = Options::new(PolicyType::Identity).select(Selection::all());
        let findings = checked(&text, options).into_iter();
        findings.filter(|it| it.code == code).map(|it| it.message).collect()
    }

    #[test]
    fn one_finding_a_statement_names_a_few() {
        let actions = r#"["sqs:AddPermission", "sns:Add*", "iam:PutRolePolicy", "iam:DeleteRolePolicy", "s3:GetObject"]"#;
        assert_eq!(
            found("x-resource-exposure", actions),
            [
                "every resource is open to actions that change who may do what: `sqs:AddPermission`, \
              `sns:Add*` (such as `AddPermission`), `iam:PutRolePolicy` and 1 more"
            ]
        );
    }

    #[test]
    fn what_only_reads_changes_nothing() {
        assert!(found("x-resource-exposure", r#""backup:List*""#).is_empty());
        assert!(found("x-write-without-constraint", r#""iot:List*""#).is_empty());
    }

    #[test]
    fn administrators_are_another_finding() {
        for code in ["x-resource-exposure", "x-service-wildcard", "x-tag-exposure"] {
            assert!(found(code, r#"["*", "*:*"]"#).is_empty(), "{code}");
        }
    }
}
