//! Findings as errors and warnings of rustc.

use crate::place::Place;
use iam_core::finding::Finding;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use std::fmt::Display;

/// An error that underlines `place`: rustc takes it from the start of the path to the end of the
/// braces.
pub(crate) fn error(place: Place, message: impl Display) -> TokenStream {
    let message = message.to_string();
    let mut braces = Group::new(Delimiter::Brace, quote!(#message));
    braces.set_span(place.last);
    let mut tokens = quote_spanned!(place.first=> ::core::compile_error!);
    tokens.extend([TokenTree::Group(braces)]);
    tokens
}

/// A warning. Macros cannot warn on stable Rust, but they can use something deprecated there.
pub(crate) fn warning(finding: &Finding<Place>) -> TokenStream {
    let note = finding.to_string();
    let name = finding.code.replace('-', "_");
    let defined = Ident::new(&name, proc_macro2::Span::mixed_site());
    let used = Ident::new(&name, finding.span.first);
    quote! {
        const _: () = {
            #[deprecated(note = #note)]
            const #defined: () = ();
            #used
        };
    }
}
