//! Calls nested too deep to be read.
//!
//! Reading them, spelling them in a message and parsing their expressions all go down level by level,
//! and the stack of the compiler is finite: the depth is measured before, without going down.

use crate::place::Place;
use iam_core::json::MAX_DEPTH;
use proc_macro2::{TokenStream, TokenTree};

/// The first group of `input` that lies deeper than JSON may, and what to say of it.
pub(crate) fn too_deep(input: TokenStream) -> Option<(Place, String)> {
    let mut levels = vec![input.into_iter()];
    while let Some(level) = levels.last_mut() {
        match level.next() {
            Some(TokenTree::Group(group)) if levels.len() > MAX_DEPTH => {
                let message = format!("nested deeper than {MAX_DEPTH} levels");
                return Some((Place::of(group.span_open()), message));
            }
            Some(TokenTree::Group(group)) => levels.push(group.stream().into_iter()),
            Some(_) => {}
            None => {
                levels.pop();
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_group_below_the_last_level_is_told() {
        for (open, close) in [("{ a: ", "}"), ("[", "]"), ("(", ")")] {
            let nested = |levels: usize| {
                let text = format!("{}{}", open.repeat(levels), close.repeat(levels));
                too_deep(text.parse().expect("tokens"))
            };
            assert!(nested(MAX_DEPTH).is_none());
            let (place, message) = nested(MAX_DEPTH + 1).expect("too deep");
            assert_eq!(message, "nested deeper than 128 levels");
            assert_eq!(place.first.start().column, open.len() * MAX_DEPTH);
        }
    }

    #[test]
    fn groups_side_by_side_are_not_deep() {
        let list = "[[], {}, ()], ".repeat(1_000);
        assert!(too_deep(list.parse().expect("tokens")).is_none());
    }
}
