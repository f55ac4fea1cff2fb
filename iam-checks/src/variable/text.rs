//! Variables as they are written, right or wrong.

use crate::prelude::*;
use iam_language::document::ByteSpan;
use iam_language::pattern::{Piece, pieces, references};

/// What follows a `${`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written<'t> {
    /// Up to the closing brace.
    Closed(&'t str),
    /// Without a closing brace, from the `${` on.
    Unclosed(&'t str),
}

/// The variables and parameters of `text`; escapes such as `${*}` are none.
pub(crate) fn variables(text: &str) -> impl Iterator<Item = Written<'_>> {
    pieces(references(text)).filter_map(|piece| match piece {
        Piece::Variable { name } | Piece::Parameter { name } => Some(Written::Closed(name)),
        Piece::Unclosed(text) => Some(Written::Unclosed(text)),
        _ => None,
    })
}

/// Whether what stands between the braces is a parameter of a template, not a variable of IAM.
pub(crate) fn is_parameter(text: &str) -> bool {
    !text.contains(':') || text.contains("::")
}

/// Whether `text` has a variable or an escape; a parameter of a template is none, elsewhere it is.
pub(crate) fn has_variable(text: &str, template: bool) -> bool {
    pieces(references(text)).any(|piece| match piece {
        Piece::Text(_) | Piece::Wildcard { .. } => false,
        Piece::Parameter { .. } => !template,
        _ => true,
    })
}

/// Visits every text that IAM fills in: entries of `Resource`, values of `Condition`.
pub(crate) fn each_value(statement: &StatementView<'_, '_>, mut visit: impl FnMut(&str, ByteSpan)) {
    for resource in &statement.resources {
        visit(resource.text, resource.span);
    }
    for test in &statement.tests {
        for (text, span) in test.texts() {
            visit(text, span);
        }
    }
}
