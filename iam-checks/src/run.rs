//! All checks on one document.

use crate::catalogue::{meaning_of, structure_of};
use crate::declare::Report;
use crate::options::Options;
use crate::source::Source;
use crate::subject::Subject;
use crate::view::PolicyView;
use iam_language::document::Node;
use iam_language::finding::Finding;
use iam_language::policy::PolicyType;

/// Checks `subject` from every side and reports all there is, in the order of the document.
///
/// # Examples
///
/// ```
/// use iam_checks::{self as check, Options, Subject};
/// use iam_language::json;
/// use iam_language::policy::PolicyType;
///
/// let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Alow","Action":"s3:GetObjct","Resource":"*"}]}"#;
/// let document = json::read(text)?;
/// let subject = Subject::as_written(&document, text);
/// let findings = check::run(&subject, Options::new(PolicyType::Identity));
/// let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
/// assert_eq!(codes, ["invalid-effect", "invalid-action"]);
/// # Ok::<(), json::SyntaxError>(())
/// ```
#[must_use]
pub fn run(subject: &Subject<'_, '_>, options: Options) -> Vec<Finding> {
    let view = PolicyView::new(subject.document, subject.source, options);
    let mut report = Report::default();
    structure_of(&view, &mut report);
    meaning_of(&view, &mut report);
    // The sort takes memory of its own.
    drop(view);
    // Statement by statement, whichever check found it; the sort is stable.
    report.findings.sort_by_key(|finding| finding.statement);
    report.findings
}

/// Only the checks that tell why a document is no policy at all.
#[doc(hidden)]
#[must_use]
pub fn structure(document: &Node<'_>, policy_type: PolicyType) -> Vec<Finding> {
    let view = PolicyView::new(document, Source::default(), Options::new(policy_type));
    let mut report = Report::default();
    structure_of(&view, &mut report);
    report.findings
}
