//! What a file holds.

use super::configuration::{configuration, is_configuration};
use crate::input;
use iam_core::json::LineIndex;
use iam_source::found::{Contents, Source};
use iam_source::read::read;
use std::path::Path;

/// What the `text` of the file at `path` holds; none if it is a policy, right or not. Otherwise why it cannot
/// be read, with the place.
pub(crate) fn contents<'t>(
    path: &Path,
    text: &'t str,
    source: Option<Source>,
) -> Result<Option<Contents<'t>>, String> {
    if is_configuration(path, source)
        && let Some(contents) = configuration(path, text)
    {
        return Ok(Some(contents));
    }
    match read(path, text, source) {
        Ok(contents) if contents.is_policy_alone() => Ok(None),
        Ok(contents) => Ok(Some(contents)),
        Err(error) if error.source() == Source::Policy && !error.is_yaml() => Ok(None),
        Err(error) => {
            let at = LineIndex::new(text).position(error.span().start as usize);
            let (name, source) = (input::name(path), error.source());
            let place = format!("{name}:{}:{}", at.line, at.column + 1);
            Err(format!("{place}: not {source} that can be read: {error}"))
        }
    }
}
