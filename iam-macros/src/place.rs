//! Where something stands in the macro call.

use iam_core::document::ByteSpan;
use proc_macro2::{Span, TokenStream, TokenTree};

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
}

/// The places of a call by number, which is all that the tree and the checks know of them.
#[derive(Default)]
pub(crate) struct Places(Vec<Place>);

impl Places {
    /// A number for `place`.
    pub(crate) fn number(&mut self, place: Place) -> ByteSpan {
        // The macros refuse what is longer than this by far, and tell the first place of all the rest.
        let number = u32::try_from(self.0.len()).unwrap_or_default();
        self.0.push(place);
        ByteSpan { start: number, end: number }
    }

    /// The place of a number that was given here; the call, of others.
    pub(crate) fn of(&self, number: ByteSpan) -> Place {
        let index = usize::try_from(number.start).unwrap_or(usize::MAX);
        self.0.get(index).copied().unwrap_or_else(|| Place::of(Span::call_site()))
    }
}
