//! Silencing a check, with a reason, for a policy or for one statement.

use super::code::about;
use super::declare::declare_check;
use iam_language::document::ByteSpan;
use iam_language::finding::Finding;

/// `#[allow(code, reason = "…")]` or `#[expect(code, reason = "…")]`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the parts of an attribute")]
pub struct Suppression {
    /// The check to silence.
    pub code: String,
    /// Where the code was written.
    pub span: ByteSpan,
    /// Whether it is a mistake if the check finds nothing.
    pub expected: bool,
    /// The statement it stands on; none if it stands on the policy.
    pub statement: Option<usize>,
}

declare_check! {
    /// An `allow` or `expect` names a check that does not exist.
    ///
    /// A silenced check that is spelled wrong silences nothing, and nobody notices.
    ///
    /// ```text,flagged
    /// #[allow(invalid-acton, reason = "…")]
    /// ```
    /// ```text,clean
    /// #[allow(invalid-action, reason = "…")]
    /// ```
    ///
    /// Source: ours, after rustc's `unknown_lints`.
    pub(super) static UNKNOWN_CODE: "x-unknown-code", Error
}

declare_check! {
    /// An `expect` is not met: the check it names finds nothing there.
    ///
    /// What was wrong has been mended, or was never there; the reason given is out of date.
    ///
    /// ```text,flagged
    /// #[expect(invalid-action, reason = "…")] { Effect: Allow, Action: s3:GetObject, Resource: "*" }
    /// ```
    /// ```text,clean
    /// #[expect(invalid-action, reason = "…")] { Effect: Allow, Action: s3:GetObjct, Resource: "*" }
    /// ```
    ///
    /// Source: ours, after rustc's `unfulfilled_lint_expectations`.
    pub(super) static UNMET_EXPECTATION: "x-unmet-expectation", Error
}

/// Takes out the findings that `suppressions` silence, and tells apart from the rest what is wrong with
/// the suppressions themselves: a file and what is said about it are not in one place.
#[must_use]
pub fn suppress(
    findings: Vec<Finding>,
    suppressions: &[Suppression],
) -> (Vec<Finding>, Vec<Finding>) {
    let mut met = vec![false; suppressions.len()];
    let mut kept = Vec::with_capacity(findings.len());
    for finding in findings {
        let mut silenced = false;
        for (suppression, met) in suppressions.iter().zip(&mut met) {
            let here = suppression.statement.is_none_or(|at| finding.statement == Some(at));
            if here && suppression.code == finding.code {
                silenced = true;
                *met = true;
            }
        }
        if !silenced {
            kept.push(finding);
        }
    }
    let mut problems = Vec::new();
    for (suppression, met) in suppressions.iter().zip(met) {
        let Suppression { code, span, expected, statement } = suppression;
        let mut problem = if let Err(unknown) = about(code) {
            let finding = UNKNOWN_CODE.at(*span, format!("there is no check `{code}`"));
            match unknown.nearest() {
                Some(near) => finding.with_fix(format!("write `{near}`")),
                None => finding,
            }
        } else if *expected && !met {
            UNMET_EXPECTATION
                .at(*span, format!("`{code}` was expected, but the check finds nothing here"))
                .with_fix("remove the `expect`")
        } else {
            continue;
        };
        problem.statement = *statement;
        problems.push(problem);
    }
    (kept, problems)
}
