//! Where something stands in the macro call.

use proc_macro2::{LineColumn, Span, TokenStream, TokenTree};
use std::hash::{Hash, Hasher};

/// From the start of one token to the end of another.
///
/// `Span::join` is not stable, and an action such as `s3:GetObject` is three tokens.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl Place {
    pub(crate) fn of(span: Span) -> Self {
        Self { first: span, last: span }
    }

    /// All of `tokens`; `otherwise` if there are none.
    pub(crate) fn of_tokens(tokens: &[TokenTree], otherwise: Self) -> Self {
        match tokens {
            [] => otherwise,
            [first, .., last] => Self { first: first.span(), last: last.span() },
            [token] => Self::of(token.span()),
        }
    }

    /// The first of `tokens`; the call itself if there are none.
    pub(crate) fn start_of(tokens: &TokenStream) -> Self {
        let first = tokens.clone().into_iter().next();
        Self::of(first.map_or_else(Span::call_site, |token| token.span()))
    }

    /// Lines and columns: all that can be compared of a `Span`. A call stands in one file.
    fn lines_and_columns(self) -> (LineColumn, LineColumn) {
        (self.first.start(), self.last.end())
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.lines_and_columns() == other.lines_and_columns()
    }
}

impl Eq for Place {}

impl Hash for Place {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.lines_and_columns().hash(state);
    }
}
