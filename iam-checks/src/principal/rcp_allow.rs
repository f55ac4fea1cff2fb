//! `Allow` in resource control policies.

use crate::prelude::*;

declare_check! {
    /// An `Allow` statement of a resource control policy is narrower than everything.
    ///
    /// Organizations refuses the policy. Such a policy only takes away: the one `Allow` that
    /// Organizations takes is the full access that it starts from, without condition.
    ///
    /// ```json,flagged,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": "*", "Condition": { "Bool": { "aws:SecureTransport": "true" } } }] }
    /// ```
    /// ```json,clean,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "RCP syntax error allow".
    "rcp-syntax-error-allow", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let allows =
        statement.element(Element::Effect).and_then(|member| member.node.text()) == Some("Allow");
    if statement.policy.options.policy_type != PolicyType::ResourceControl || !allows {
        return;
    }
    let narrow_resource = statement
        .element(Element::Resource)
        .filter(|member| member.node.items().iter().any(|item| item.text() != Some("*")));
    let narrow_principal =
        statement.element(Element::Principal).filter(|member| member.node.text() != Some("*"));
    let narrower = [
        narrow_principal,
        narrow_resource,
        statement.element(Element::NotResource),
        statement.element(Element::Condition),
    ];
    for member in narrower.into_iter().flatten() {
        let message = format!(
            "an `Allow` of a resource control policy cannot be narrowed by `{}`",
            member.key
        );
        let fix = "turn it into a `Deny` of what is not allowed";
        report.push(ABOUT.at(member.key_span, message).with_fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn only_everyone_may_be_allowed() {
        let codes = |effect: &str, action: &str| {
            let members = format!(
                r#""Effect": "{effect}", "Principal": {{"AWS": "111122223333"}}, "Action": "{action}", "Resource": "*""#
            );
            codes_in(PolicyType::ResourceControl, &members)
        };
        assert_eq!(codes("Allow", "*"), ["rcp-syntax-error-principal", "rcp-syntax-error-allow"]);
        assert_eq!(codes("Deny", "s3:*"), ["rcp-syntax-error-principal"]);
    }
}
