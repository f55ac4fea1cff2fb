//! Keys that only another action of the same request can set.

use crate::prelude::*;

declare_check! {
    /// A trust policy tests what a session is given, without the action that gives it.
    ///
    /// A request that sets a source identity or session tags fails without that action. Another statement may
    /// allow it. `sts:SourceIdentity` goes with `sts:SetSourceIdentity`; `aws:RequestTag/…`, `aws:TagKeys` and
    /// `sts:TransitiveTagKeys` go with `sts:TagSession`.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "sts:AssumeRole",
    ///                   "Condition": { "StringLike": { "sts:SourceIdentity": "admin-*" } } }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
    ///                   "Condition": { "StringLike": { "sts:SourceIdentity": "admin-*" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing action for condition key".
    "missing-action-for-condition-key", Error
}

const COMPANIONS: [(&str, &[&str]); 2] = [
    ("sts:SetSourceIdentity", &["sts:SourceIdentity"]),
    ("sts:TagSession", &["aws:RequestTag/", "aws:TagKeys", "sts:TransitiveTagKeys"]),
];

/// How many statements are looked at: more than the quota of a trust policy leaves room for.
const MOST_STATEMENTS: usize = 200;

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Trust
        || statement.has_unknown(Element::Action)
    {
        return;
    }
    for (action, keys) in COMPANIONS {
        let mut tests = statement.tests.iter().filter(|test| test.is_one_of(keys)).peekable();
        if tests.peek().is_none()
            || statement.reaches(action)
            || statement.has_unknown(Element::NotAction)
        {
            continue;
        }
        // A request of several actions may be allowed by a statement for each.
        let mut others = statement.policy.statements.iter().take(MOST_STATEMENTS);
        if others.any(|other| other.allows() && other.reaches(action)) {
            continue;
        }
        for test in tests {
            let message =
                format!("only `{action}` sets `{}`, and it is not among the actions", test.key);
            let fix = format!("add `{action}` to `Action`");
            report.push(ABOUT.at(test.key_span, message).with_fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn wildcards_and_not_action_count() {
        for (actions, wanted) in [
            (r#""Action": ["sts:AssumeRole", "sts:Tag*"]"#, 0),
            (r#""Action": ["sts:AssumeRole", "STS:tagsession"]"#, 0),
            (r#""Action": ["sts:AssumeRole", "sts:SetSourceIdentity"]"#, 2),
            (r#""NotAction": "sts:AssumeRoleWithSAML""#, 0),
        ] {
            let found = codes_in(
                PolicyType::Trust,
                &format!(
                    r#""Effect": "Allow", "Principal": {{"AWS": "111122223333"}}, {actions}, "Condition": {{"StringEquals": {{"aws:requesttag/team": "a"}}, "ForAllValues:StringEquals": {{"aws:TagKeys": ["team"]}}}}"#
                ),
            );
            let found = found.iter().filter(|it| **it == "missing-action-for-condition-key");
            assert_eq!(found.count(), wanted, "{actions}");
        }
    }
}
