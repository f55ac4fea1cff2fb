//! Findings as errors and warnings of rustc.

use crate::place::{Place, Places};
use iam_core::finding::{Finding, FindingType};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use std::fmt::Display;

/// A finding as it is told, at the tokens it is told at.
pub(crate) struct Told {
    pub(crate) place: Place,
    pub(crate) finding_type: FindingType,
    pub(crate) code: &'static str,
    pub(crate) text: String,
}

impl Told {
    /// At the tokens it is about.
    pub(crate) fn at_tokens(places: &Places, finding: &Finding) -> Self {
        Self::at(places.of(finding.span), finding, finding.to_string())
    }

    pub(crate) fn at(place: Place, finding: &Finding, text: String) -> Self {
        Self { place, finding_type: finding.finding_type, code: finding.code, text }
    }

    /// Whether it refuses the policy.
    pub(crate) fn refuses(&self) -> bool {
        matches!(self.finding_type, FindingType::Error | FindingType::SecurityWarning)
    }
}

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

/// Mistakes of syntax as errors.
pub(crate) fn errors(mistakes: &[(Place, String)]) -> TokenStream {
    mistakes.iter().map(|(place, message)| error(*place, message)).collect()
}

/// A warning. Macros cannot warn on stable Rust, but they can use something deprecated there.
///
/// A deprecated macro is underlined from the start of its path to the end, all else at one token.
pub(crate) fn warning(told: &Told) -> TokenStream {
    let note = &told.text;
    let name = told.code.replace('-', "_");
    let name = |place| Ident::new(&name, place);
    let [defined, from] = [(); 2].map(|()| name(Span::mixed_site()));
    let module = Ident::new("iam", told.place.first);
    let used = name(told.place.last);
    quote! {
        const _: () = {
            mod #module {
                #[deprecated(note = #note)]
                macro_rules! #defined { () => {}; }
                #[allow(deprecated, reason = "the one use below is meant")]
                pub(super) use #from;
            }
            #module::#used! {}
        };
    }
}
