//! Lists parted by commas.

use proc_macro2::{TokenStream, TokenTree};

/// Parts `tokens` at the commas.
pub(crate) fn entries(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut entries = vec![Vec::new()];
    for token in tokens {
        match (&token, entries.last_mut()) {
            (TokenTree::Punct(comma), _) if comma.as_char() == ',' => entries.push(Vec::new()),
            (_, Some(entry)) => entry.push(token),
            (_, None) => {}
        }
    }
    // A trailing comma is fine.
    if entries.last().is_some_and(Vec::is_empty) {
        entries.pop();
    }
    entries
}
