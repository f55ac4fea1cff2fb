//! What a file holds.

use super::configuration::{configuration, is_configuration};
use crate::input;
use iam_core::json::LineIndex;
use iam_source::found::{Contents, Source, Unchecked};
use iam_source::read::{ReadError, read};
use std::path::Path;

/// What the `text` of the file at `path` holds; none if it is a policy, right or not. Otherwise why it cannot
/// be read, with the place.
pub(crate) fn contents<'t>(
    path: &Path,
    text: &'t str,
    source: Option<Source>,
) -> Result<Option<Contents<'t>>, String> {
    contents_or_error(path, text, source).map_err(|error| not_read(path, text, &error))
}

/// The same, otherwise with what is wrong as data.
pub(crate) fn contents_or_error<'t>(
    path: &Path,
    text: &'t str,
    source: Option<Source>,
) -> Result<Option<Contents<'t>>, ReadError> {
    if is_configuration(path, source)
        && let Some(contents) = configuration(path, text)
    {
        return Ok(Some(contents));
    }
    match read(path, text, source) {
        Ok(contents) if contents.is_policy_alone() => Ok(None),
        Ok(contents) => Ok(Some(contents)),
        Err(error) if error.source() == Source::Policy && !error.is_yaml() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Why the `text` of the file at `path` cannot be read, with the place.
pub(crate) fn not_read(path: &Path, text: &str, error: &ReadError) -> String {
    let at = LineIndex::new(text).position(error.span().start as usize);
    let (name, source) = (input::name(path), error.source());
    format!("{name}:{}:{}: not {source} that can be read: {error}", at.line, at.column + 1)
}

/// What a file of a folder is that cannot be read.
pub(crate) enum NotRead {
    /// Something else: nothing in it speaks of policies.
    Other(&'static str),
    /// What a program makes YAML of, which will hold policies, or what may be meant for one.
    MayHold(Unchecked),
    /// It should be read.
    Broken,
}

impl NotRead {
    /// By what is wrong with it: of the YAML in a folder, most holds no policies.
    pub(crate) fn of(error: &ReadError) -> Self {
        if error.source() != Source::Policy || !error.is_yaml() {
            return Self::Broken;
        }
        if error.is_in_other_case() {
            return Self::MayHold(Unchecked::new(Some(error.span()), "", error.message()));
        }
        if !error.speaks_of_policies() {
            return Self::Other("YAML that cannot be read, and no template");
        }
        if !error.is_to_be_rendered() {
            return Self::Broken;
        }
        let why = format!(
            "no YAML before Jinja, Helm or the like has rendered it: check what comes of it ({error})"
        );
        Self::MayHold(Unchecked::new(Some(error.span()), "", why))
    }
}
