//! What an editor shows when the mouse is over a bare action.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// An item that carries the documentation, and a use of it at the token.
pub(crate) fn documentation(actions: &[(String, Ident)]) -> TokenStream {
    actions
        .iter()
        .filter_map(|(text, name)| {
            let docs = docs(text)?;
            let defined = Ident::new(&name.to_string(), proc_macro2::Span::call_site());
            Some(quote! {
                const _: () = {
                    #[doc = #docs]
                    #[allow(non_camel_case_types, dead_code)]
                    struct #defined;
                    let _ = #name;
                };
            })
        })
        .collect()
}

fn docs(_: &str) -> Option<String> {
    None
}
