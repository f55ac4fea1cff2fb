//! Functions that give a part of a text or of a list, or other letters.
//!
//! Source: Terraform, the page of each function. What is not told there for any text, such as where a letter is several
//! characters, is left unknown.

use super::call::known;
use super::collections::list;
use crate::terraform::evaluate::Evaluator;
use crate::terraform::place::Place;
use crate::terraform::value::{Kind, Val};
use std::collections::HashSet;

/// How many items a product of lists may have.
const MOST_PRODUCTS: usize = 1_024;

impl Evaluator<'_> {
    pub(super) fn of_parts(&mut self, name: &str, arguments: &[Val], place: Place) -> Option<Val> {
        let first = arguments.first()?;
        let known = |at| known(arguments, at);
        let text = |text: &str| Val::text(text, place);
        Some(match name {
            "slice" => {
                let items = countable(first)?;
                let (from, to) = (whole(arguments, 1)?, whole(arguments, 2)?);
                let range = usize::try_from(from).ok()?..usize::try_from(to).ok()?;
                first.with(Kind::List(items.get(range)?.into()))
            }
            "setproduct" => {
                let lists = arguments.iter().map(countable).collect::<Option<Vec<_>>>()?;
                let product = product(&lists, place)?;
                let size = product.iter().map(Val::size).sum();
                self.spend(size, place).unwrap_or_else(|| Val::list(product, place))
            }
            "setsubtract" | "setintersection" => {
                let items = countable(first)?;
                let others = countable(arguments.get(1).filter(|_| arguments.len() == 2)?)?;
                let others: Option<HashSet<_>> = others.iter().map(Val::as_known_text).collect();
                let others = others?;
                let mut kept = Vec::with_capacity(items.len());
                for item in items {
                    if others.contains(item.as_known_text()?) == (name == "setintersection") {
                        kept.push(item.clone());
                    }
                }
                first.with(Kind::List(kept.into()))
            }
            "substr" => text(part(known(0)?, whole(arguments, 1)?, whole(arguments, 2)?)?),
            "title" => text(&title(known(0)?)?),
            "indent" => {
                let spaces = usize::try_from(whole(arguments, 0)?).ok().filter(|it| *it <= 256)?;
                let lines = known(1)?;
                let more = lines.matches('\n').count().saturating_mul(spaces);
                if let Some(unknown) = self.spend((lines.len() + more) / 64, place) {
                    return Some(unknown);
                }
                text(&lines.replace('\n', &format!("\n{}", " ".repeat(spaces))))
            }
            _ => return None,
        })
    }
}

/// The whole number that an argument is.
fn whole(arguments: &[Val], at: usize) -> Option<i64> {
    match &arguments.get(at)?.kind {
        Kind::Number(number) => number.parse().ok(),
        _ => None,
    }
}

/// The items of a list, if it is known how many there are.
fn countable(value: &Val) -> Option<Vec<Val>> {
    let Kind::List(_) = &value.kind else { return None };
    let is_one = |it: &Val| match &it.kind {
        Kind::Unknown(unknown) => unknown.text && !unknown.is_each,
        Kind::Text(text) => text.gaps.iter().all(|gap| !gap.unknown.is_each),
        _ => true,
    };
    list(value).filter(|items| items.iter().all(is_one))
}

/// Each item of each list with each of the others.
fn product(lists: &[Vec<Val>], place: Place) -> Option<Vec<Val>> {
    let count = lists.iter().try_fold(1_usize, |count, it| count.checked_mul(it.len()))?;
    if count > MOST_PRODUCTS || lists.len() < 2 {
        return None;
    }
    let mut rows: Vec<Vec<Val>> = vec![Vec::new()];
    for items in lists {
        let with = |row: &Vec<Val>| {
            let with = |item: &Val| row.iter().chain([item]).cloned().collect::<Vec<_>>();
            items.iter().map(with).collect::<Vec<_>>()
        };
        rows = rows.iter().flat_map(with).collect();
    }
    Some(rows.into_iter().map(|row| Val::list(row, place)).collect())
}

/// So many letters from there on, all the rest of them where that is less than none.
fn part(text: &str, from: i64, len: i64) -> Option<&str> {
    if !text.is_ascii() {
        return None;
    }
    let from = if from < 0 {
        text.len().checked_sub(usize::try_from(from.checked_neg()?).ok()?)?
    } else {
        usize::try_from(from).ok()?
    };
    let rest = text.get(from..)?;
    match usize::try_from(len) {
        Ok(len) => rest.get(..len.min(rest.len())),
        Err(_) => Some(rest),
    }
}

/// The text with each of its words in a capital.
fn title(text: &str) -> Option<String> {
    if !text.is_ascii() {
        return None;
    }
    let mut is_within = false;
    let letter = |it: char| {
        let letter = if is_within { it } else { it.to_ascii_uppercase() };
        is_within = it.is_ascii_alphanumeric() || it == '_';
        letter
    };
    Some(text.chars().map(letter).collect())
}
