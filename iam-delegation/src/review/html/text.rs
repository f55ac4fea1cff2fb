//! The small parts that everything on the page is made of.

use crate::declaration::Presence;
use crate::review::model::Review;
use crate::review::phrase::{Phrase, Piece};
use crate::review::presence::All;
use iam_core::pattern::{self, Piece as PatternPiece};
use iam_core::visible::visible;
use maud::{Markup, html};
use std::borrow::Cow;

/// Words from a declaration.
pub(super) fn visible_text(text: &str) -> Cow<'_, str> {
    visible(text)
}

/// A name or value, with its wildcards and parameters set off.
pub(super) fn code(text: &str) -> Markup {
    html! {
        code {
            @for piece in pattern::pieces(&visible(text)) {
                @match piece {
                    PatternPiece::Text(text) | PatternPiece::Unclosed(text) => (fields(text)),
                    PatternPiece::Wildcard { one } => b { @if one { "?" } @else { "*" } },
                    PatternPiece::Parameter { name } => var { "${" (name) "}" },
                    PatternPiece::Variable { name } => i { "${" (name) "}" },
                    PatternPiece::Escaped(name) => { "${" (name) "}" }
                }
            }
        }
    }
}

/// Text that may go on in the next line after each of its fields.
fn fields(text: &str) -> Markup {
    html! { @for field in text.split_inclusive([':', '/']) { (field) @if field.ends_with([':', '/']) { wbr; } } }
}

/// A name that may go on in the next line where a word of it starts.
pub(super) fn breakable(name: &str) -> Markup {
    let mut words = Vec::new();
    let mut rest = name;
    while let Some(at) = word_start(rest) {
        let Some((word, after)) = rest.split_at_checked(at) else { break };
        words.push(word);
        rest = after;
    }
    html! { @for word in words { (word) wbr; } (rest) }
}

/// Where the second word of a name in camel case starts.
fn word_start(name: &str) -> Option<usize> {
    let pairs = name.char_indices().zip(name.chars().skip(1));
    let mut starts = pairs.filter(|((_, before), c)| before.is_lowercase() && c.is_uppercase());
    starts.next().map(|((at, before), _)| at + before.len_utf8())
}

pub(super) fn phrase(phrase: &Phrase) -> Markup {
    html! {
        @for piece in &phrase.0 {
            @match piece {
                Piece::Words(words) => (visible(words)),
                Piece::Code(text) => (code(text)),
            }
        }
    }
}

/// The value of `data-needs`; none for what is always there.
pub(super) fn needs(all: &All) -> Option<String> {
    let masks: Vec<_> = all.0.iter().map(|one| one.bits().to_string()).collect();
    (!masks.is_empty()).then(|| masks.join(" "))
}

/// The names of the assets any of which brings something in; nothing for what is always there.
pub(super) fn brought_in_by(presence: Presence, review: &Review) -> Markup {
    let names = review.names_of(presence.bits());
    html! {
        @if !presence.is_always() {
            span.asset title="There because of these assets" {
                span.quiet { "with " }
                @for (index, name) in names.iter().enumerate() {
                    @if index > 0 { " or " }
                    (visible(name))
                }
            }
        }
    }
}

/// The value of `data-lens`.
pub(super) fn numbers(numbers: &[usize]) -> String {
    numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(" ")
}
