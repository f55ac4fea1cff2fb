//! Functions that take away what stands at the ends of a text: what is left stands where it is written.

use super::call::known;
use crate::terraform::place::Place;
use crate::terraform::value::{Gap, Kind, Val};
use std::rc::Rc;

/// Source: [`trimspace`](https://developer.hashicorp.com/terraform/language/functions/trimspace) and its neighbours
pub(super) fn of_ends(name: &str, arguments: &[Val], place: Place) -> Option<Val> {
    let first = arguments.first()?;
    let other = || known(arguments, 1);
    match name {
        "trimspace" => left(first, place, str::trim),
        "chomp" => left(first, place, |text| text.trim_end_matches(['\r', '\n'])),
        "trim" => {
            let signs = other()?;
            left(first, place, |text| text.trim_matches(|it| signs.contains(it)))
        }
        "trimprefix" => {
            let prefix = other()?;
            left(first, place, |text| text.strip_prefix(prefix).unwrap_or(text))
        }
        "trimsuffix" => {
            let suffix = other()?;
            left(first, place, |text| text.strip_suffix(suffix).unwrap_or(text))
        }
        _ => None,
    }
}

/// What is left of a text; none if what is not known stands at an end of it, where it may be taken away, too.
fn left(value: &Val, place: Place, cut: impl Fn(&str) -> &str) -> Option<Val> {
    let Kind::Text(text) = &value.kind else {
        return Some(Val::text(cut(value.as_known_text()?), place));
    };
    let all = text.text.as_str();
    let rest = cut(all);
    let start = rest.as_ptr().addr().checked_sub(all.as_ptr().addr())?;
    let end = start + rest.len();
    let is_within = |gap: &Gap| {
        let behind = gap.at + "${}".len() + gap.unknown.name.len();
        gap.at > start && behind < end
    };
    if !text.gaps.iter().all(is_within) {
        return None;
    }
    // One of another file stands where it is put in.
    if value.place.file != place.file && text.gaps.is_empty() {
        return Some(Val::text(rest, place));
    }
    Some(value.with(Kind::Text(Rc::new(text.part(start, end)))))
}
