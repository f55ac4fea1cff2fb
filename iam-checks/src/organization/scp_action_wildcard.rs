//! Wildcards within the actions of a service control policy.

use crate::prelude::*;

declare_check! {
    /// An action of a service control policy has a wildcard before its last character.
    ///
    /// Until September 2025 Organizations took wildcards only at the end. It takes them anywhere
    /// since; AWS still lists the check, which is off here unless asked for.
    ///
    /// ```json,flagged,scp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "iam:*AccessKey*", "Resource": "*" }] }
    /// ```
    /// ```json,clean,scp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "iam:CreateAccess*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "SCP syntax error action wildcard".
    "scp-syntax-error-action-wildcard", Error, optional
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::ServiceControl {
        return;
    }
    for action in &statement.actions {
        let Some((_, name)) = action.parts else { continue };
        let last = name.char_indices().next_back().map_or(0, |(at, _)| at);
        if name.find(['*', '?']).is_some_and(|at| at < last) {
            let message = format!("`{}` has a wildcard before its end", action.text);
            let fix = "name the actions, or keep one `*` at the end";
            report.push(ABOUT.at(action.span, message).with_fix(fix));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Selection, Subject, run};
    use iam_language::policy::PolicyType;

    #[test]
    fn it_runs_only_if_asked_for() {
        let text = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "NotAction": ["iam:Get?ole", "s3:*", "sqs:Send*"], "Resource": "*"}]}"#;
        let document = iam_language::json::read(text).expect("a JSON fixture");
        let options = Options::new(PolicyType::ServiceControl);
        assert!(run(&Subject::of_tree(&document), options).is_empty());
        assert_eq!(run(&Subject::of_tree(&document), options.select(Selection::all())).len(), 1);
    }
}
