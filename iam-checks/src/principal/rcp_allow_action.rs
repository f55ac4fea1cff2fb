//! `Allow` of single actions in resource control policies.

use crate::prelude::*;

declare_check! {
    /// An `Allow` statement of a resource control policy names actions other than `*`.
    ///
    /// Organizations takes `Allow` only as the full access of its own `RCPFullAWSAccess`. That an `Allow` has a
    /// narrower principal, resource or condition is `rcp-syntax-error-allow`, of which AWS's validator speaks;
    /// of actions it does not.
    ///
    /// ```json,flagged,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*" }] }
    /// ```
    /// ```json,clean,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours; [RCP syntax](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html).
    "x-rcp-allow-action", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::ResourceControl || !statement.allows() {
        return;
    }
    // That there is a `NotAction` is another finding.
    let Some(member) = statement.element(Element::Action) else { return };
    if member.node.items().iter().any(|item| item.text() != Some("*")) {
        let message = "a resource control policy cannot allow single actions";
        let fix = "write `\"Action\": \"*\"`, or turn it into a `Deny` of what is not allowed";
        report.push(ABOUT.at(member.key_span, message).with_fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn only_everything_may_be_allowed() {
        const CODE: &str = "x-rcp-allow-action";
        for (effect, action, wanted) in [
            ("Allow", r#""Action": "*""#, &[][..]),
            ("Allow", r#""Action": ["*"]"#, &[]),
            ("Allow", r#""Action": "s3:GetObject""#, &[CODE]),
            ("Allow", r#""Action": ["sqs:*", "sts:*"]"#, &[CODE]),
            ("Allow", r#""NotAction": "s3:GetObject""#, &["rcp-syntax-error-notaction"]),
            ("Deny", r#""Action": "s3:GetObject""#, &[]),
        ] {
            let members =
                format!(r#""Effect": "{effect}", "Principal": "*", {action}, "Resource": "*""#);
            let codes = codes_in(PolicyType::ResourceControl, &members);
            assert_eq!(codes, wanted, "{effect} {action}");
        }
    }
}
