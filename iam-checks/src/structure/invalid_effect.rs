//! Effects that IAM does not know.

use super::super::advice::Advice;
use super::super::variable::text::has_variable;
use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use iam_language::finding::Fix;
use iam_language::policy::{Effect, Element};
use iam_language::spelling::nearest;

declare_check! {
    /// `Effect` is neither `Allow` nor `Deny`; case matters.
    ///
    /// IAM refuses the whole policy.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid effect".
    "invalid-effect", Error
}

pub(crate) fn run(
    policy: &PolicyView<'_, '_>,
    statement: &StatementView<'_, '_>,
    report: &mut Report,
) {
    let Some(node) = statement.element(Element::Effect).map(|member| &member.node) else { return };
    // That `Effect` takes no variables is another finding.
    let wrong = |text: &&str| {
        Effect::from_text(text).is_none() && !has_variable(text, policy.options.template)
    };
    if let Some(text) = node.text().filter(wrong) {
        let advice = report.advice(&ABOUT, text, || match nearest(text, ["Allow", "Deny"]) {
            Some(near) => Advice::write(near).worded(format!("write `\"{near}\"`")),
            None => "write `\"Allow\"` or `\"Deny\"`".into(),
        });
        let message = format!("`{text}` is not a valid effect: it is `Allow` or `Deny`");
        let finding = ABOUT.at(node.span, message);
        report.push(advice.give(finding, |near| Fix::respell(node.span, text, near)));
    }
}
