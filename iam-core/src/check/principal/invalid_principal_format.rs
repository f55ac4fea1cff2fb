//! Principals that are a string.

use super::super::variable::text::has_variable;
use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};

declare_check! {
    /// `Principal` or `NotPrincipal` is a string other than `*`.
    ///
    /// IAM refuses the policy. Anything else says what sort of principal it is: `AWS`, `Service`,
    /// `Federated`, `CanonicalUser`.
    ///
    /// ```json,flagged,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "arn:aws:iam::111122223333:root", "Action": "sns:Publish", "Resource": "*" }] }
    /// ```
    /// ```json,clean,resource
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "sns:Publish", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid principal format".
    "invalid-principal-format", Error
}

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    // Elsewhere no principal belongs, or none but `*`, which is another finding.
    if !policy.options.policy_type.chooses_principals() {
        return;
    }
    for member in statement.principals() {
        let Some(text) = member.node.text().filter(|text| *text != "*") else { continue };
        // That a principal takes no variables is another finding.
        if has_variable(text, policy.options.template) {
            continue;
        }
        let message = format!("`{text}` does not say what sort of principal it is");
        let sort = if text.ends_with(".amazonaws.com") { "Service" } else { "AWS" };
        let fix = format!("write `{{ \"{sort}\": \"{text}\" }}`");
        report.push(ABOUT.at(member.node.span, message).with_fix(fix));
    }
}
