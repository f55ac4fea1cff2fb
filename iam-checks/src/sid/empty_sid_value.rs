//! Sids without a name.

use crate::prelude::*;

declare_check! {
    /// A `Sid` is the empty string.
    ///
    /// It names nothing. Leave it out, or name the statement.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Sid": "", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Sid": "ReadObjects", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Empty Sid value".
    "empty-sid-value", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let Some(member) =
        statement.element(Element::Sid).filter(|member| member.node.text() == Some(""))
    else {
        return;
    };
    report.push(
        ABOUT
            .at(member.node.span, "the `Sid` is empty")
            .with_fix("remove it, or name the statement")
            .removing(member.key_span, "Sid"),
    );
}
