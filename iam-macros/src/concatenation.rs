//! Text put together with `+`: `"arn:aws:s3:::" + bucket + "/*"`.

use crate::word::string_literal;
use proc_macro2::TokenTree;
use std::fmt::Write as _;

/// The call of `format!` that makes the text of `tokens`; none if they are no sum with a string in it.
///
/// A string and a `+` compile for some types only, `format!` for all that can be shown.
pub(crate) fn as_format(
    tokens: &[TokenTree],
    spell: impl Fn(&[TokenTree]) -> String,
) -> Option<String> {
    let is_plus =
        |token: &TokenTree| matches!(token, TokenTree::Punct(plus) if plus.as_char() == '+');
    let operands: Vec<_> = tokens.split(is_plus).collect();
    let text = |operand: &[TokenTree]| match operand {
        [token] => string_literal(token),
        _ => None,
    };
    let is_sum = operands.len() > 1 && operands.iter().all(|operand| !operand.is_empty());
    if !is_sum || !operands.iter().any(|operand| text(operand).is_some()) {
        return None;
    }
    let (mut format, mut arguments) = (String::new(), String::new());
    for operand in operands {
        let operand = match operand {
            [TokenTree::Punct(and), value @ ..] if and.as_char() == '&' => value,
            operand => operand,
        };
        match (text(operand), operand) {
            (Some(text), _) => {
                let text = text.replace('{', "{{").replace('}', "}}");
                format.extend(text.escape_debug());
            }
            (None, [TokenTree::Ident(name)]) if name != "self" => {
                let _ = write!(format, "{{{name}}}");
            }
            (None, operand) => {
                format.push_str("{}");
                let _ = write!(arguments, ", {}", spell(operand));
            }
        }
    }
    Some(format!("format!(\"{format}\"{arguments})"))
}
