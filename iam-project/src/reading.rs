//! The way from a text to its findings.

use crate::config::Applied;
use crate::foreign::{self, Foreign};
use crate::project::Project;
use iam_core::check::{self, Options, Subject};
use iam_core::document::Node;
use iam_core::json::{self, SyntaxError};
use std::collections::BTreeSet;
use std::path::Path;

/// A text that is meant to be a policy, read.
///
/// # Examples
///
/// ```
/// use iam_core::check::Options;
/// use iam_core::policy::PolicyType;
/// use iam_project::project::Project;
/// use iam_project::reading::Reading;
/// use std::path::Path;
///
/// let reading = Reading::new(r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Alow"}]}"#);
/// assert_eq!(reading.foreign(), None);
/// let options = Options::new(PolicyType::Identity);
/// let project = Project::parse(
///     Path::new("/policies/iam.toml"),
///     "validate.allow = [{ code = \"missing-action\", path = \"new/*\", reason = \"a draft\" }]",
/// )?;
/// let path = Path::new("/policies/new/reports.json");
/// let codes: Vec<_> =
///     reading.check(&project, path, options).findings.iter().map(|it| it.code).collect();
/// assert_eq!(codes, ["invalid-effect", "missing-resource"]);
/// # Ok::<(), iam_project::project::ProjectError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Reading<'t> {
    text: &'t str,
    document: Result<Node<'t>, SyntaxError>,
}

impl<'t> Reading<'t> {
    /// Reads a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, document: json::read(text) }
    }

    /// Of what could not be read, as it is no UTF-8 for one: `text` is what can be shown of it.
    #[must_use]
    pub fn broken(text: &'t str, error: SyntaxError) -> Self {
        Self { text, document: Err(error) }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The tree; none if the text is no JSON.
    #[must_use]
    pub fn document(&self) -> Option<&Node<'t>> {
        self.document.as_ref().ok()
    }

    /// The tree, or why the text is no JSON.
    ///
    /// # Errors
    ///
    /// Where the text stops to be JSON, and why.
    pub fn into_document(self) -> Result<Node<'t>, SyntaxError> {
        self.document
    }

    /// A text of which the tree is known.
    #[must_use]
    pub fn parsed(text: &'t str, document: Node<'t>) -> Self {
        Self { text, document: Ok(document) }
    }

    /// What the text is, if it plainly is something else than a policy.
    #[must_use]
    pub fn foreign(&self) -> Option<Foreign> {
        match &self.document {
            Ok(document) => foreign::of_document(document),
            Err(_) => foreign::of_text(self.text),
        }
    }

    /// What is found in the text as the policy in the file at `path` of this project.
    #[must_use]
    pub fn check(&self, project: &Project, path: &Path, options: Options) -> Applied {
        match &self.document {
            Ok(document) => project.check(path, &Subject::as_written(document, self.text), options),
            Err(error) => {
                Applied { findings: vec![check::syntax_finding(error)], used: BTreeSet::new() }
            }
        }
    }
}
