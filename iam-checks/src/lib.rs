//! The checks: one file each, in folders by family, listed in `catalogue.rs`.

mod action;
mod advice;
mod attached;
// With a path, its modules are looked for beside it, not in a folder of its name.
#[path = "catalogue.rs"]
mod catalogue;
mod code;
mod declare;
mod dynamodb;
mod exposure;
mod mending;
mod options;
mod prelude;
mod principal;
mod questions;
mod quota;
mod redundancy;
mod resource;
mod resource_policy;
mod selection;
mod source;
mod subject;
mod suppress;
mod syntax;
mod template;
mod trust;
mod usable;
mod variable;
mod view;

pub use attached::{PolicyResourceType, PolicyResourceTypeError};
pub use catalogue::CATALOGUE;
pub use code::{UnknownCode, about};
pub use declare::About;
pub use options::Options;
pub use principal::service_name::service_principal;
pub use selection::Selection;
pub use subject::Subject;
pub use suppress::{Suppression, suppress};
#[doc(hidden)]
pub use syntax::JSON_SYNTAX_ERROR;
pub use syntax::syntax_finding;

use catalogue::{meaning_of, structure_of};
use declare::Report;
use iam_language::document::Node;
use iam_language::finding::Finding;
use iam_language::policy::PolicyType;
use source::Source;
use view::PolicyView;

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

#[cfg(test)]
pub(crate) mod tests {
    use super::{Options, Subject, run, syntax_finding};
    use iam_language::finding::Finding;
    use iam_language::json;
    use iam_language::policy::PolicyType;

    /// The findings in a JSON text.
    pub(crate) fn checked(text: &str, options: Options) -> Vec<Finding> {
        match json::read(text) {
            Ok(document) => run(&Subject::as_written(&document, text), options),
            Err(error) => vec![syntax_finding(&error)],
        }
    }

    /// The codes found in an `Allow` statement of an identity-based policy with these members.
    #[track_caller]
    pub(crate) fn codes(members: &str) -> Vec<&'static str> {
        codes_in(PolicyType::Identity, &format!(r#""Effect": "Allow", {members}"#))
    }

    /// The codes found in a policy with one statement of these members.
    #[track_caller]
    pub(crate) fn codes_in(policy_type: PolicyType, members: &str) -> Vec<&'static str> {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{{{members}}}]}}"#);
        let findings = checked(&text, Options::new(policy_type));
        findings.into_iter().map(|finding| finding.code).collect()
    }
}
