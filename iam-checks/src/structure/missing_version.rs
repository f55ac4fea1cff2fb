//! A policy that does not say its version.

use crate::prelude::*;
use crate::view::is_object;
use iam_language::policy::Slot;

declare_check! {
    /// The policy has no `Version`.
    ///
    /// IAM then reads it as `2008-10-17`, in which policy variables such as `${aws:username}` are
    /// plain text.
    ///
    /// ```json,flagged
    /// { "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing version".
    "missing-version", Warning
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if is_object(policy.document) && policy.element(Element::Version).is_none() {
        let message = "the policy has no `Version`";
        let finding = ABOUT.at(policy.document.span, message);
        let finding = finding.with_fix("add `\"Version\": \"2012-10-17\"`");
        // One that is misspelt is to be mended, not another to be added.
        let version = Slot::Value(Element::Version);
        let mut members = policy.document.members().iter();
        let is_misspelt = members.any(|it| Slot::Policy.of_member(&it.key) == version);
        report.push(finding.mended_by((!is_misspelt).then(|| policy.with_variables())));
    }
}
