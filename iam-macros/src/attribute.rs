//! `///`, `#[allow(…)]`, `#[expect(…)]` and demands, on a policy or a statement.

use crate::demand::{Demand, WRITTEN};
use crate::entries::entries;
use crate::place::Place;
use crate::word::{ATTRIBUTES, not_text, string_literal, word};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// One attribute.
pub(crate) enum Attribute {
    /// A line of a doc comment.
    Doc(String),
    /// The codes of an `allow` or, where `expected`, an `expect`.
    Silence { codes: Vec<(String, Place)>, expected: bool },
    /// What the policy must not grant.
    Demand(Demand),
}

/// Takes the attributes off the front of `tokens`. Mistakes go to `errors`.
pub(crate) fn take<'t>(
    mut tokens: &'t [TokenTree],
    errors: &mut Vec<(Place, String)>,
) -> (Vec<(Attribute, Place)>, &'t [TokenTree]) {
    let mut attributes = Vec::new();
    let is = |token: &TokenTree, mark: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark);
    while let [hash, not, TokenTree::Group(group), rest @ ..] = tokens
        && is(hash, '#')
        && is(not, '!')
    {
        let place = Place { first: hash.span(), last: group.span() };
        errors.push((place, format!("write it without the `!`: {ATTRIBUTES}")));
        tokens = rest;
    }
    while let [TokenTree::Punct(hash), TokenTree::Group(group), rest @ ..] = tokens {
        if hash.as_char() != '#' || group.delimiter() != Delimiter::Bracket {
            break;
        }
        let place = Place { first: hash.span(), last: group.span() };
        match attribute(group, place) {
            Ok(attribute) => attributes.push((attribute, place)),
            Err(error) => errors.push(error),
        }
        tokens = rest;
    }
    (attributes, tokens)
}

fn attribute(group: &Group, place: Place) -> Result<Attribute, (Place, String)> {
    let tokens: Vec<_> = group.stream().into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Ident(doc), TokenTree::Punct(_), text] if doc == "doc" => {
            let text = string_literal(text);
            text.map(Attribute::Doc).ok_or_else(|| (place, "expected a doc comment".to_owned()))
        }
        [TokenTree::Ident(name), TokenTree::Group(list)] if name == "allow" || name == "expect" => {
            silence(list.stream(), name == "expect", place)
        }
        tokens => Demand::read(tokens, place).map_or_else(
            || {
                let known = "expected `///`, `#[allow(code, reason = \"…\")]` or `#[expect(code, reason = \"…\")]`";
                let demands = WRITTEN.join("`, `");
                Err((place, format!("{known}; of a whole policy also `{demands}`")))
            },
            |demand| demand.map(Attribute::Demand),
        ),
    }
}

fn silence(list: TokenStream, expected: bool, place: Place) -> Result<Attribute, (Place, String)> {
    let mut codes = Vec::new();
    let mut reason = None;
    for entry in entries(list) {
        match entry.as_slice() {
            [TokenTree::Ident(name), TokenTree::Punct(equals), text]
                if name == "reason" && equals.as_char() == '=' =>
            {
                reason = string_literal(text);
                if let (None, TokenTree::Literal(literal)) = (&reason, text) {
                    return Err((Place::of(literal.span()), not_text(literal, true)));
                }
            }
            // rustc shows a code as the name of an item, with underscores.
            tokens => {
                codes.push((word(tokens)?.replace('_', "-"), Place::of_tokens(tokens, place)));
            }
        }
    }
    if codes.is_empty() {
        return Err((place, "name the check to silence: `allow(code, reason = \"…\")`".to_owned()));
    }
    if reason.is_none_or(|reason| reason.trim().is_empty()) {
        let message = "say why: a check is silenced only with `reason = \"…\"`";
        return Err((place, message.to_owned()));
    }
    Ok(Attribute::Silence { codes, expected })
}
