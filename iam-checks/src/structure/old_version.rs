//! The version of 2008.

use crate::prelude::*;

declare_check! {
    /// `Version` is `2008-10-17`.
    ///
    /// That version takes policy variables as plain text, and newer features are missing.
    ///
    /// ```json,flagged
    /// { "Version": "2008-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "iam:*", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "iam:*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours; the `Version` element; parliament has the like.
    "x-old-version", Warning
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    let Some(version) = policy.element(Element::Version) else { return };
    if version.node.text() == Some("2008-10-17") {
        let message = "version `2008-10-17` has no policy variables";
        let finding = ABOUT.at(version.node.span, message).with_fix(r#"write `"2012-10-17"`"#);
        report.push(finding.mended_by(policy.with_variables()));
    }
}
