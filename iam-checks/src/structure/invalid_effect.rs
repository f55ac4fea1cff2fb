//! Effects that IAM does not know.

use crate::advice::Advice;
use crate::prelude::*;
use crate::variable::text::has_variable;
use iam_language::policy::Effect;
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

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let Some(node) = statement.element(Element::Effect).map(|member| &member.node) else { return };
    // That `Effect` takes no variables is another finding.
    let wrong = |text: &&str| {
        Effect::from_text(text).is_none() && !has_variable(text, statement.policy.options.template)
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
