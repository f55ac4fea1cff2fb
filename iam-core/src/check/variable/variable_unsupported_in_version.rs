//! Variables before they existed.

use super::super::view::PolicyView;
use super::super::{Report, declare_check};
use super::text::each_value;
use crate::pattern::{Piece, pieces};

declare_check! {
    /// A policy without `Version` `2012-10-17` has a policy variable.
    ///
    /// Before that version IAM takes `${aws:username}` as plain text, so nothing matches it.
    ///
    /// ```json,flagged
    /// { "Version": "2008-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${aws:username}/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${aws:username}/*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Variable unsupported in version"; the `Version` element.
    "variable-unsupported-in-version", Error
}

pub(in crate::check) fn run<S: Copy>(policy: &PolicyView<'_, '_, S>, report: &mut Report<S>) {
    if policy.has_variables() {
        return;
    }
    let mut first: Option<(String, S, usize)> = None;
    let mut others = Vec::new();
    for statement in &policy.statements {
        each_value(statement, |text, span| {
            if !pieces(text).any(|piece| matches!(piece, Piece::Variable { .. })) {
                return;
            }
            if first.is_none() {
                first = Some((text.to_owned(), span, statement.index));
            } else {
                others.push(span);
            }
        });
    }
    let Some((text, span, statement)) = first else { return };
    let message = format!("`{text}` has a variable, which this version takes as plain text");
    let version = policy.document.member("Version");
    let mut finding = ABOUT.at(version.map_or(span, |version| version.node.span), message);
    let fix = r#"write `"Version": "2012-10-17"`"#;
    if version.is_some() {
        others.insert(0, span);
    } else {
        finding.statement = Some(statement);
    }
    report.push(finding.with_fix(fix).with_related(others));
}
