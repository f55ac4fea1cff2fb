//! A text, recognised and read.

use crate::answer;
use crate::found::{Contents, Source};
use crate::plain;
use iam_core::document::{ByteSpan, Node};
use iam_core::json;
use std::fmt;
use std::path::Path;

/// Why nothing could be read from a text.
///
/// Shown as what is wrong there; where that is, [`span`](Self::span) tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    source: Source,
    span: ByteSpan,
    message: String,
}

impl ReadError {
    pub(crate) fn new(source: Source, span: ByteSpan, message: impl Into<String>) -> Self {
        Self { source, span, message: message.into() }
    }

    /// What the text was taken for.
    #[must_use]
    pub fn source(&self) -> Source {
        self.source
    }

    /// Where it stops to be that.
    #[must_use]
    pub fn span(&self) -> ByteSpan {
        self.span
    }

    /// What is wrong there.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ReadError {}

/// Reads the text of the file at `path`: as `source` if somebody says what it is, else as what it looks like.
///
/// What looks like nothing else is a policy alone, be it right or not.
///
/// # Errors
///
/// The text is not JSON, YAML or Terraform's language, whichever it should be.
///
/// # Examples
///
/// ```
/// use iam_core::policy::PolicyType;
/// use iam_source::read::read;
/// use std::path::Path;
///
/// let answer = r#"{"RoleName": "ci", "PolicyName": "push", "PolicyDocument":
///     {"Version": "2012-10-17", "Statement": []}}"#;
/// let contents = read(Path::new("answer.json"), answer, None)?;
/// let [policy] = contents.policies.as_slice() else { panic!("one policy") };
/// assert_eq!((policy.holder.as_str(), policy.path.as_str()), ("ci", "PolicyDocument"));
/// assert_eq!(policy.policy_type, Some(PolicyType::Identity));
/// # Ok::<(), iam_source::read::ReadError>(())
/// ```
pub fn read<'t>(
    path: &Path,
    text: &'t str,
    source: Option<Source>,
) -> Result<Contents<'t>, ReadError> {
    let _ = path;
    let document = json::read(text).map_err(|error| {
        ReadError::new(source.unwrap_or(Source::Policy), error.span(), error.message())
    })?;
    Ok(match source.or_else(|| recognised(&document)).unwrap_or(Source::Policy) {
        Source::Answer => answer::read(&document, text),
        _ => plain::read(document),
    })
}

/// What `document` plainly is, if that is no policy.
fn recognised(document: &Node<'_>) -> Option<Source> {
    answer::is_answer(document).then_some(Source::Answer)
}
