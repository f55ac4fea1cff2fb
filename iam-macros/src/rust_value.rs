//! Rust values without their parentheses.

use crate::concatenation::as_format;
use crate::word::string_literal;
use iam_core::policy::{Element, Slot};
use proc_macro2::{Delimiter, Ident, LineColumn, Spacing, Span, TokenTree};

/// Keywords that begin a Rust expression and no text.
const KEYWORDS: [&str; 10] =
    ["self", "Self", "crate", "super", "if", "match", "unsafe", "move", "async", "const"];

/// What the names of services and identity providers end with.
const DOMAINS: [&str; 7] = ["com", "cn", "net", "org", "io", "gov", "internal"];

/// The longest expression that a message repeats.
const LONGEST: usize = 60;

/// Said where a Rust value stands for what is no text.
pub(crate) const NO_PART: &str =
    "expected `{ … }`: a Rust value stands for text, not for a part of a policy";

/// What to say of `tokens` that stand where text is wanted; none if they are no Rust expression.
pub(crate) fn advice(tokens: &[TokenTree], slot: Slot) -> Option<String> {
    let spelled = spell(tokens);
    let guess = guess(tokens, slot)?;
    if slot.is_fixed() {
        return Some(format!(
            "`{spelled}` cannot stand here: this is written out, not a Rust value"
        ));
    }
    if slot.is_object() {
        return Some(NO_PART.to_owned());
    }
    let short = |text: String| if text.len() > LONGEST { "…".to_owned() } else { text };
    Some(match guess {
        Guess::Sum(format) if slot.is_action() => format!(
            "a Rust value goes in parentheses; for an action it is an `ActionPattern`, such as `{}.parse()` makes",
            short(format)
        ),
        Guess::Sum(format) => format!("a Rust value goes in parentheses: `({})`", short(format)),
        Guess::Spread(list) => {
            format!("a Rust value goes in parentheses, a list of them too: `({})`", spell(list))
        }
        Guess::Rust => format!("a Rust value goes in parentheses: `({spelled})`"),
        Guess::Either if slot.is_action() => format!(
            "an action is written `service:Action`; a Rust value goes in parentheses: `({spelled})`"
        ),
        Guess::Either => format!(
            "a Rust value goes in parentheses: `({spelled})`; a text in quotes: `\"{spelled}\"`"
        ),
        Guess::Domain => format!(
            "put quotes around it: `\"{spelled}\"`; a Rust value goes in parentheses: `({spelled})`"
        ),
    })
}

enum Guess<'t> {
    Rust,
    /// It may be text, too.
    Either,
    /// The name of a host, such as `lambda.amazonaws.com`; it may be fields of Rust, too.
    Domain,
    /// Text put together with `+`, and the `format!` that does the same.
    Sum(String),
    /// `..list`, and the list.
    Spread(&'t [TokenTree]),
}

/// What `tokens` may be: an expression as people write them here, one operand and what is done to it.
fn guess(tokens: &[TokenTree], slot: Slot) -> Option<Guess<'_>> {
    let sure = Some(Guess::Rust);
    let is = |token: &TokenTree, mark: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark);
    if slot != Slot::Value(Element::Id)
        && let Some(format) = as_format(tokens, spell)
    {
        return Some(Guess::Sum(format));
    }
    let first = match tokens {
        // `&arn`, and `"text".to_owned()`.
        [and, _, ..] if is(and, '&') => return sure,
        [not, TokenTree::Ident(_) | TokenTree::Group(_), ..] if is(not, '!') => return sure,
        [one, two, list @ ..] if is(one, '.') && is(two, '.') => {
            let list = match list {
                [three, list @ ..] if is(three, '.') => list,
                list => list,
            };
            return (!list.is_empty()).then_some(Guess::Spread(list));
        }
        // `*arn` may be text that ends so; `*self.arn` may not.
        [star, value @ ..] if is(star, '*') && slot.is_text() => {
            return match value {
                [TokenTree::Ident(_), ..] => guess(value, slot),
                _ => None,
            };
        }
        // `(name).to_owned()`, `[one, two].concat()`
        [TokenTree::Group(group), dot, TokenTree::Ident(_), ..]
            if is(dot, '.')
                && matches!(group.delimiter(), Delimiter::Parenthesis | Delimiter::Bracket) =>
        {
            return sure;
        }
        [text, TokenTree::Punct(dot), TokenTree::Ident(_), ..]
            if dot.as_char() == '.' && string_literal(text).is_some() =>
        {
            return sure;
        }
        [TokenTree::Punct(_), ..] if double_colon(tokens) => return sure,
        [TokenTree::Punct(minus), value, ..] if minus.as_char() == '-' => {
            return match value {
                TokenTree::Group(_) => sure,
                TokenTree::Ident(_) if slot.is_text() => Some(Guess::Either),
                _ => None,
            };
        }
        [TokenTree::Ident(first), ..] => first,
        _ => return None,
    };
    if KEYWORDS.iter().any(|keyword| first == keyword) {
        return sure;
    }
    let (segments, last, rest) = path(first, tokens.get(1..)?);
    let is_word = slot.is_fixed() || matches!(slot, Slot::Value(Element::Sid) | Slot::Unknown);
    match rest {
        [] if segments > 1 => {
            let value = slot.is_text() || is_word || starts_upper(first) || is_constant(last);
            value.then_some(Guess::Rust)
        }
        [] => {
            // Neither a `Sid` nor an effect has an underscore.
            let is_other = is_word && last.to_string().contains('_');
            if is_constant(last) && (slot.is_text() || slot.is_action() || is_other) {
                return sure;
            }
            let is_either = slot.is_text() || slot.is_action() && !starts_upper(last);
            is_either.then_some(Guess::Either)
        }
        [TokenTree::Punct(mark), TokenTree::Group(_), ..] if mark.as_char() == '!' => sure,
        [TokenTree::Group(group), ..] if group.delimiter() != Delimiter::None => sure,
        rest if double_colon(rest) => sure,
        [TokenTree::Punct(plus), value, ..]
            if plus.as_char() == '+' && (string_literal(value).is_some() || slot.is_text()) =>
        {
            sure
        }
        rest => fields(rest, slot),
    }
}

/// `.name`, `.name()`, `[0]` and `?` after an operand.
fn fields(rest: &[TokenTree], slot: Slot) -> Option<Guess<'static>> {
    let mut last = None;
    let mut called = false;
    let mut tokens = rest.iter();
    while let Some(token) = tokens.next() {
        match (token, tokens.clone().next()) {
            (TokenTree::Punct(dot), Some(TokenTree::Ident(name))) if dot.as_char() == '.' => {
                tokens.next();
                last = Some(name);
            }
            (TokenTree::Punct(dot), Some(TokenTree::Literal(_))) if dot.as_char() == '.' => {
                tokens.next();
            }
            (TokenTree::Group(_), _) => called = true,
            (TokenTree::Punct(mark), next)
                if mark.as_char() == '?' && (next.is_none() || last.is_some()) => {}
            // Turbofish.
            (TokenTree::Punct(_), _)
                if called || last.is_some() && double_colon(tokens.as_slice()) =>
            {
                called = true;
            }
            _ if called => {}
            _ => return None,
        }
    }
    if called {
        return Some(Guess::Rust);
    }
    if slot.is_text() {
        let is_domain = last.is_some_and(|name| DOMAINS.iter().any(|end| name == end));
        return Some(if is_domain { Guess::Domain } else { Guess::Either });
    }
    // `s3.GetObject` is an action with the wrong mark.
    let is_value = slot.is_action() && last.is_some_and(|name| !starts_upper(name));
    is_value.then_some(Guess::Rust)
}

/// How many segments the path has, its last, and what comes after it.
fn path<'t>(first: &'t Ident, mut rest: &'t [TokenTree]) -> (usize, &'t Ident, &'t [TokenTree]) {
    let (mut segments, mut last) = (1, first);
    while let ([_, _, TokenTree::Ident(name), after @ ..], true) = (rest, double_colon(rest)) {
        (segments, last, rest) = (segments + 1, name, after);
    }
    (segments, last, rest)
}

/// Whether `tokens` start with `::`, and no third colon.
pub(crate) fn double_colon(tokens: &[TokenTree]) -> bool {
    let colon =
        |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ':');
    match tokens {
        [TokenTree::Punct(one), two, rest @ ..] => {
            one.as_char() == ':'
                && one.spacing() == Spacing::Joint
                && colon(two)
                && !rest.first().is_some_and(colon)
        }
        _ => false,
    }
}

/// Whether it is spelled as constants are.
fn is_constant(name: &Ident) -> bool {
    let name = name.to_string();
    name.len() > 1
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

fn starts_upper(name: &Ident) -> bool {
    name.to_string().starts_with(|first: char| first.is_uppercase())
}

/// As the author spelled it, or `…` where that is long.
pub(crate) fn spell(tokens: &[TokenTree]) -> String {
    let mut spelled = String::new();
    let mut end = None;
    for token in tokens {
        spell_token(token, &mut end, &mut spelled);
        if spelled.len() > LONGEST {
            return "…".to_owned();
        }
    }
    spelled
}

/// Adds `text`, with a space before it if the author left one after what ends at `end`.
fn add_token(spelled: &mut String, end: &mut Option<LineColumn>, span: Span, text: &str) {
    if end.is_some_and(|end| end != span.start()) {
        spelled.push(' ');
    }
    spelled.push_str(text);
    *end = Some(span.end());
}

fn spell_token(token: &TokenTree, end: &mut Option<LineColumn>, spelled: &mut String) {
    if spelled.len() > LONGEST {
        return;
    }
    let TokenTree::Group(group) = token else {
        return add_token(spelled, end, token.span(), &token.to_string());
    };
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    };
    if open.is_empty() {
        return group.stream().into_iter().for_each(|token| spell_token(&token, end, spelled));
    }
    add_token(spelled, end, group.span_open(), open);
    for token in group.stream() {
        spell_token(&token, end, spelled);
    }
    add_token(spelled, end, group.span_close(), close);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proc_macro2::TokenStream;

    const TEXT: Slot = Slot::Values;
    const ACTION: Slot = Slot::Value(Element::Action);
    const EFFECT: Slot = Slot::Value(Element::Effect);
    const SID: Slot = Slot::Value(Element::Sid);

    fn advice_on(text: &str, slot: Slot) -> Option<String> {
        let tokens: Vec<_> = text.parse::<TokenStream>().expect("tokens").into_iter().collect();
        advice(&tokens, slot)
    }

    #[test]
    fn what_is_surely_rust_is_told_about_parentheses_alone() {
        for text in [
            "ARN",
            "self.arn",
            "crate::ARN",
            "format!(\"{x}\")",
            "&arn",
            "arn.clone()",
            "Some::path()",
            "arns[0]",
            "config.arns[0].as_str()",
            "\"a\".to_owned()",
            "base + \"/*\"",
            "\"arn:aws:s3:::\" + bucket + \"/*\"",
            "!arn",
            "*self.arn",
            "(a).to_owned()",
            "&*arn",
            "::std::env::VAR",
            "list.iter().collect::<Vec<_>>()",
            "if x { a } else { b }",
            "Arn { name }",
            "f::<u8>(x)",
            "arn.await?.clone()",
            "-(1)",
        ] {
            let told = advice_on(text, TEXT).expect(text);
            assert!(told.starts_with("a Rust value goes in parentheses: `("), "{text}: {told}");
        }
        for text in
            ["ACTION", "crate::ACTION", "self.actions", "config.action", "actions[0]", "Kind::READ"]
        {
            let told = advice_on(text, ACTION).expect(text);
            assert!(told.starts_with("a Rust value"), "{text}: {told}");
        }
        for text in ["self.effect", "EFFECT_OF", "effect()"] {
            let told = advice_on(text, EFFECT).expect(text);
            assert!(told.starts_with(&format!("`{text}` cannot stand here")), "{told}");
        }
        for text in ["READ_SID", "self.sid", "name()", "&sid", "sids::READ"] {
            assert!(advice_on(text, SID).is_some(), "{text}");
        }
    }

    #[test]
    fn what_may_be_both_is_told_both() {
        for text in ["reports", "arn?", "config.0", "Allow", "-x", "bucket.arn", "*arn"] {
            let told = advice_on(text, TEXT).expect(text);
            let both = format!(
                "a Rust value goes in parentheses: `({text})`; a text in quotes: `\"{text}\"`"
            );
            assert_eq!(told, both);
        }
        for text in ["lambda.amazonaws.com", "accounts.google.com"] {
            let told = advice_on(text, TEXT).expect(text);
            assert!(told.starts_with("put quotes around it: `\""), "{text}: {told}");
            assert!(told.contains("; a Rust value goes in parentheses: `("), "{text}: {told}");
        }
        assert!(advice_on("action", ACTION).is_some());
    }

    #[test]
    fn a_sum_of_text_is_told_as_a_format() {
        for (text, told) in [
            ("\"arn:aws:s3:::\" + bucket + \"/*\"", "(format!(\"arn:aws:s3:::{bucket}/*\"))"),
            ("base + \"/{a}\\\"*\"", "(format!(\"{base}/{{a}}\\\"*\"))"),
            ("\"a\" + &self.name + \"/*\"", "(format!(\"a{}/*\", self.name))"),
        ] {
            let advice = advice_on(text, TEXT).expect(text);
            assert_eq!(advice, format!("a Rust value goes in parentheses: `{told}`"));
        }
        let advice = advice_on("\"s3:\" + verb", ACTION).expect("advice");
        assert!(
            advice.ends_with("`ActionPattern`, such as `format!(\"s3:{verb}\").parse()` makes")
        );
        let advice = advice_on("..arns", TEXT).expect("advice");
        assert!(advice.ends_with("a list of them too: `(arns)`"), "{advice}");
    }

    #[test]
    fn no_rust_value_is_a_part_of_a_policy() {
        for text in ["statement()", "self.statements", "Conditions::new()", "&who", "..list"] {
            let elements = [Element::Statement, Element::Principal, Element::Condition];
            for slot in elements.map(Slot::Value).into_iter().chain([Slot::Block]) {
                assert_eq!(advice_on(text, slot).as_deref(), Some(NO_PART), "{text}");
            }
        }
    }

    #[test]
    fn text_is_no_rust_value() {
        for text in
            ["arn:aws:s3:::reports", "arn:aws:s3:::reports/a*", "*", "reports/a*", "a-b", "1"]
        {
            assert_eq!(advice_on(text, TEXT), None, "{text}");
        }
        for text in ["s3:GetObject", "s3::GetObject", "s3.GetObject", "GetObject", "s3:*", "*"] {
            assert_eq!(advice_on(text, ACTION), None, "{text}");
        }
        for text in ["Allow", "Admin", "ADMIN", "admin", "2012-10-17"] {
            assert_eq!(advice_on(text, SID), None, "{text}");
        }
    }
}
