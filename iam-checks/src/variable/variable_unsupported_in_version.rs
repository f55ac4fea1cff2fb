//! Variables before they existed.

use crate::catalogue::syntax::problem;
use crate::prelude::*;
use crate::variable::text::{Written, each_value, is_parameter, variables};
use iam_language::document::ByteSpan;

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

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    let version = policy.element(Element::Version);
    // Another check speaks of versions that do not exist.
    if version.is_some_and(|version| version.node.text() != Some("2008-10-17")) {
        return;
    }
    let mut first: Option<(String, ByteSpan, usize)> = None;
    let mut others = Vec::new();
    for statement in &policy.statements {
        each_value(statement, |text, span| {
            if !variables(text).any(is_variable) {
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
    let mut finding = ABOUT.at(version.map_or(span, |version| version.node.span), message);
    let fix = r#"write `"Version": "2012-10-17"`"#;
    if version.is_some() {
        others.insert(0, span);
    } else {
        finding.statement = Some(statement);
    }
    let finding = finding.with_fix(fix).mended_by(policy.with_variables());
    report.push(finding.with_related(others));
}

/// Whether a later version takes it for a variable, and is content with it.
fn is_variable(written: Written<'_>) -> bool {
    matches!(written, Written::Closed(text) if !is_parameter(text))
        && problem(written, false).is_none()
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::tests::checked;
    use iam_language::policy::PolicyType;

    #[test]
    fn only_where_a_version_takes_variables_as_text_are_they_reported() {
        let found = |version: &str, resource: &str| {
            let text = format!(
                r#"{{{version} "Statement": {{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/{resource}"}}}}"#
            );
            let findings = checked(&text, Options::new(PolicyType::Identity));
            findings.iter().any(|finding| finding.code == "variable-unsupported-in-version")
        };
        let old = r#""Version": "2008-10-17","#;
        for (version, resource, expected) in [
            (old, "${aws:username}", true),
            ("", "${aws:PrincipalTag/team, 'all'}", true),
            (r#""Version": "2024-10-17","#, "${aws:username}", false),
            (r#""Version": "2012-10-17","#, "${aws:username}", false),
            (old, "${aws:PrincipalTag/cost center}", false),
            (old, "${aws:PrincipalTag/team, all}", false),
            (old, "${*}", false),
        ] {
            assert_eq!(found(version, resource), expected, "{version} {resource}");
        }
    }
}
