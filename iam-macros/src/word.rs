//! Words without quotes: `s3:Get*`, `ForAnyValue:StringLike`, `aws:RequestTag/Vendor`.

use crate::place::Place;
use proc_macro2::{TokenStream, TokenTree};
use syn::LitStr;

/// The text that `tokens` spell when written without spaces; otherwise where and why they do not.
pub(crate) fn word(tokens: &[TokenTree]) -> Result<String, (Place, String)> {
    let mut text = String::new();
    let mut after_name = false;
    for token in tokens {
        let is_name = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_));
        if is_name && after_name {
            let message = format!("expected `,` before `{token}`");
            return Err((Place::of(token.span()), message));
        }
        after_name = is_name;
        match token {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                text.push_str(name.strip_prefix("r#").unwrap_or(&name));
            }
            TokenTree::Punct(mark) if "*?:/.-_@=+".contains(mark.as_char()) => {
                text.push(mark.as_char());
            }
            TokenTree::Literal(number) if is_number(&number.to_string()) => {
                text.push_str(&number.to_string());
            }
            TokenTree::Literal(text) if text.to_string().starts_with('"') => {
                let message = "this string has an escape that Rust does not know: write the character itself, `/` for `\\/`";
                return Err((Place::of(text.span()), message.to_owned()));
            }
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let message = "doc comments and attributes stand before the `{` of a statement";
                return Err((Place::of(mark.span()), message.to_owned()));
            }
            other => {
                let message = format!("`{other}` cannot stand here without quotes");
                return Err((Place::of(other.span()), message));
            }
        }
    }
    Ok(text)
}

/// Whether a literal is spelled as JSON spells numbers; suffixes such as `1u8` are not.
pub(crate) fn is_number(literal: &str) -> bool {
    literal.starts_with(|c: char| c.is_ascii_digit()) && iam_core::json::read(literal).is_ok()
}

/// The text of a string literal, plain or raw; none for any other token.
pub(crate) fn string_literal(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(_) = token else { return None };
    let literal: LitStr = syn::parse2(TokenStream::from(token.clone())).ok()?;
    Some(literal.value())
}
