//! Versions that the policy language never had.

use crate::prelude::*;
use iam_language::policy::Version;

declare_check! {
    /// `Version` is not one of the two versions of the policy language.
    ///
    /// IAM refuses the policy. It names the language, not the revision of the policy: `2012-10-17`,
    /// or the older `2008-10-17`, which knows no policy variables.
    ///
    /// ```json,flagged
    /// { "Version": "2024-01-01", "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid version".
    "invalid-version", Error
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    let Some(node) = policy.element(Element::Version).map(|member| &member.node) else { return };
    if let Some(text) = node.text().filter(|text| Version::from_text(text).is_none()) {
        let message = format!("`{text}` is not a version of the policy language");
        let finding = ABOUT.at(node.span, message).with_fix("write `\"2012-10-17\"`");
        // Others have policies, too, with versions of their own: those are no dates.
        let fix = policy.with_variables();
        let fix = if is_date(text) { fix } else { fix.maybe_incorrect() };
        report.push(finding.mended_by(fix));
    }
}

fn is_date(text: &str) -> bool {
    text.len() >= 8 && text.starts_with("20") && text.contains('-')
}
