//! Characters that a `Sid` cannot have.

use crate::prelude::*;
use crate::variable::text::has_variable;
use iam_language::pattern::{Piece, pieces};

declare_check! {
    /// The `Sid` of an identity-based policy holds something other than letters and digits.
    ///
    /// IAM refuses the policy. Resource-based policies of some services are less strict.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Sid": "Read-Objects", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Sid": "ReadObjects", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unsupported Sid".
    "unsupported-sid", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let member = statement
        .element(Element::Sid)
        .filter(|_| statement.policy.options.policy_type.is_identity_based());
    let Some((text, span)) =
        member.and_then(|member| Some((member.node.text()?, member.node.span)))
    else {
        return;
    };
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return;
    }
    // That a `Sid` takes no variables is another finding.
    if has_variable(text, statement.policy.options.template) {
        return;
    }
    let allowed = |c: &char| c.is_ascii_alphanumeric();
    // A parameter is judged by its value.
    let written: String = pieces(text)
        .filter_map(|piece| match piece {
            Piece::Parameter { .. } if statement.policy.options.template => None,
            Piece::Text(text) => Some(text),
            _ => Some("*"),
        })
        .collect();
    if let Some(wrong) = written.chars().find(|c| !allowed(c)) {
        let message = format!(
            "a `Sid` has letters and digits only, and `{text}` has `{}`",
            wrong.escape_debug()
        );
        let plain: String = text.chars().filter(allowed).collect();
        let finding = ABOUT.at(span, message);
        let Some(member) = member.filter(|_| !plain.is_empty()) else {
            let key_span = member.map(|member| member.key_span);
            let remove = key_span.map(|at| Fix::remove(at, "Sid"));
            return report.push(finding.with_fix("remove it").mended_by(remove));
        };
        let fix = Fix::replace(member.node.span, plain.as_str())
            .sure_if(is_free(&plain, statement.policy));
        report.push(finding.with_fix(format!("write `{plain}`")).mended_by(fix));
    }
}

/// Whether no other statement would have this `Sid` beside the one that gets it. Where there are many, nobody
/// asks.
fn is_free(sid: &str, policy: &PolicyView<'_, '_>) -> bool {
    const FEW: usize = 50;
    let sids = policy.statements.iter().filter_map(|it| it.element(Element::Sid)?.node.text());
    let plain = |it: &str| it.chars().filter(char::is_ascii_alphanumeric).eq(sid.chars());
    policy.statements.len() <= FEW && sids.filter(|it| plain(it)).count() == 1
}
