//! Words without quotes: `s3:Get*`, `ForAnyValue:StringLike`, `aws:RequestTag/Vendor`.

use crate::place::Place;
use litrs::{FloatLit, IntegerLit, StringLit};
use proc_macro2::{Literal, TokenTree};

/// Where attributes may stand, said of those that stand elsewhere.
pub(crate) const ATTRIBUTES: &str = "doc comments and attributes stand before the `{` of a statement, `#[allow(…)]` also at the top of the policy";

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
            TokenTree::Literal(literal) => {
                return Err((Place::of(literal.span()), not_text(literal, is_alone(tokens))));
            }
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                return Err((Place::of(mark.span()), ATTRIBUTES.to_owned()));
            }
            other => {
                let message = format!("`{other}` cannot stand here without quotes");
                return Err((Place::of(other.span()), message));
            }
        }
    }
    Ok(text)
}

/// Whether a literal is all there is, but for its sign.
fn is_alone(tokens: &[TokenTree]) -> bool {
    match tokens {
        [_] => true,
        [TokenTree::Punct(minus), _] => minus.as_char() == '-',
        _ => false,
    }
}

/// Whether a literal is spelled as JSON spells numbers; suffixes such as `1u8` are not.
pub(crate) fn is_number(literal: &str) -> bool {
    literal.starts_with(|c: char| c.is_ascii_digit()) && iam_core::json::read(literal).is_ok()
}

/// The text of a string literal, plain or raw; none for any other token, one with a suffix among them.
pub(crate) fn string_literal(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    let literal = StringLit::parse(literal.to_string()).ok()?;
    literal.suffix().is_empty().then(|| literal.value().to_owned())
}

/// Why a literal that is neither a string nor a number of JSON cannot stand in a policy.
///
/// `alone` says that it is all there is, not a part of a word.
pub(crate) fn not_text(literal: &Literal, alone: bool) -> String {
    let spelled = literal.to_string();
    if let Ok(text) = StringLit::parse(spelled.as_str()) {
        if text.suffix().is_empty() {
            return format!("expected `,` before `{spelled}`");
        }
        let suffix = text.suffix();
        return format!("suffixes mean nothing in a policy: remove `{suffix}` after the string");
    }
    let plain = spelled.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '#');
    match spelled.as_bytes() {
        [b'b', b'"' | b'r', ..] => {
            "a policy has no byte strings: write a string, without the `b`".to_owned()
        }
        [b'c', b'"' | b'r', ..] => {
            "a policy has no C strings: write a string, without the `c`".to_owned()
        }
        [b'b', ..] => format!("a policy has no bytes: put quotes around it, as in `\"{}\"`", plain.trim_matches('\'')),
        [b'\'', ..] => format!("a policy has no characters: write a string, `\"{}\"`", plain.trim_matches('\'')),
        [b'"', ..] => "this string has an escape that Rust does not know: write the character itself, `/` for `\\/`".to_owned(),
        _ if alone => match number_of(&spelled) {
            Some(number) => format!("JSON spells numbers differently: write `{number}`, or, for text, `\"{spelled}\"`"),
            None => format!("JSON has no such number: write it in decimal digits, or, for text, `\"{spelled}\"`"),
        },
        _ => format!("`{spelled}` cannot stand here without quotes"),
    }
}

/// The number of JSON that a literal of Rust means: without suffix, without `_`.
fn number_of(spelled: &str) -> Option<String> {
    let digits = if let Ok(number) = IntegerLit::parse(spelled) {
        number.value::<u128>()?.to_string()
    } else {
        let number = FloatLit::parse(spelled).ok()?;
        number.number_part().trim_end_matches('.').replace('_', "")
    };
    is_number(&digits).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(spelled: &str, alone: bool) -> String {
        let literal: Literal = spelled.parse().expect("a literal");
        assert_eq!(string_literal(&TokenTree::Literal(literal.clone())), None);
        not_text(&literal, alone)
    }

    #[test]
    fn each_literal_is_told_as_what_it_is() {
        assert!(told("\"x\"suffix", true).contains("remove `suffix`"));
        assert!(told("r#\"x\"#u8", true).contains("remove `u8`"));
        assert!(told("b\"x\"", true).contains("byte strings"));
        assert!(told("br#\"x\"#", true).contains("byte strings"));
        assert!(told("c\"x\"", true).contains("C strings"));
        assert!(told("'x'", true).ends_with("`\"x\"`"));
        assert!(told("b'x'", true).ends_with("`\"x\"`"));
        for (spelled, number) in [
            ("1u8", "1"),
            ("1_000", "1000"),
            ("0x1F", "31"),
            ("1.5f32", "1.5"),
            ("1.", "1"),
            ("007", "7"),
        ] {
            let told = told(spelled, true);
            assert!(told.contains(&format!("write `{number}`,")), "{spelled}: {told}");
        }
        assert!(told("2fa", true).contains("`\"2fa\"`"));
        assert_eq!(told("2fa", false), "`2fa` cannot stand here without quotes");
    }
}
