//! Trust in Roles Anywhere.

use crate::prelude::*;
use iam_language::document::Member;

declare_check! {
    /// A trust policy lets Roles Anywhere in, but not with all three actions that it uses.
    ///
    /// Roles Anywhere gets no credentials then. It calls `sts:AssumeRole` and, with what the certificate
    /// says, `sts:SetSourceIdentity` and `sts:TagSession`. Statements count together.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession"] }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "rolesanywhere.amazonaws.com" }, "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"] }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing action for Roles Anywhere trust policy".
    "missing-action-for-roles-anywhere-trust-policy", Error
}

const NEEDED: [&str; 3] = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type != PolicyType::Trust {
        return;
    }
    let trusts = |statement: &&StatementView<'_, '_>| {
        let mut services = statement.principals_of("Service");
        statement.allows()
            && services.any(|(name, _)| name.eq_ignore_ascii_case("rolesanywhere.amazonaws.com"))
    };
    let statements: Vec<_> = policy.statements.iter().filter(trusts).collect();
    let mut missing = Vec::from(NEEDED);
    missing.retain(|action| !statements.iter().any(|statement| statement.reaches(action)));
    let is_unknown = |it: &&StatementView<'_, '_>| {
        it.has_unknown(Element::Action) || it.has_unknown(Element::NotAction)
    };
    if missing.is_empty() || statements.iter().any(is_unknown) {
        return;
    }
    let mut places = statements.iter().filter_map(|statement| {
        let elements = [Element::Action, Element::NotAction].into_iter();
        let mut members = elements.filter_map(|it| statement.element(it));
        members.next().map(|Member { node, .. }| (statement.index, node.span))
    });
    let Some((index, span)) = places.next() else { return };
    let missing = format!("`{}`", missing.join("` and `"));
    let message = format!("Roles Anywhere also needs {missing} of this role");
    let mut finding = ABOUT.at(span, message).with_fix(format!("add {missing} to `Action`"));
    finding.statement = Some(index);
    report.push(finding.with_related(places.map(|(_, span)| span)));
}

#[cfg(test)]
mod tests {
    use crate::{Options, Subject, run};
    use iam_language::policy::PolicyType;

    #[test]
    fn statements_count_together() {
        let anywhere =
            r#""Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"}"#;
        for (second, wanted) in [("sts:S*", 0), ("sts:AssumeRole", 1)] {
            let text = format!(
                r#"{{"Version": "2012-10-17", "Statement": [{{{anywhere}, "Action": ["sts:AssumeRole", "STS:tagsession"]}}, {{{anywhere}, "Action": "{second}"}}]}}"#
            );
            let document = iam_language::json::read(&text).expect("a JSON fixture");
            let found = run(&Subject::of_tree(&document), Options::new(PolicyType::Trust));
            let code = "missing-action-for-roles-anywhere-trust-policy";
            assert_eq!(found.iter().filter(|it| it.code == code).count(), wanted, "{second}");
        }
    }
}
