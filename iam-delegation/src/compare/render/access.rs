//! What policies grant together, in words.

use super::super::change::{Access, Grant};

/// `all its permissions together: wider, proved`
pub(super) fn heading(access: &Access) -> String {
    let what = access.part.words();
    match access.verdict {
        Some(verdict) => format!("{what}: {}, proved", verdict.words()),
        None if access.assumed.is_empty() => format!("{what}: not proved"),
        None => format!("{what}, by values of parameters that are assumed"),
    }
}

/// How many requests are shown to people of each sort; programs get all.
const SHOWN: usize = 8;

/// Requests with `+` or `-`, and what allows each.
pub(super) fn grants(access: &Access) -> impl Iterator<Item = (char, String)> {
    let sorts = [('+', &access.gained), ('-', &access.lost)];
    sorts.into_iter().flat_map(|(mark, grants)| {
        let more = grants.len().saturating_sub(SHOWN);
        let more =
            (more > 0).then(|| format!("{more} more statements, each with a request in the JSON"));
        let told = grants.iter().take(SHOWN).map(told).chain(more);
        told.map(move |told| (mark, told))
    })
}

fn told(grant: &Grant) -> String {
    let Grant { policy, statement, sid, told, is_hypothetical, .. } = grant;
    let statement = match sid.as_deref() {
        Some(sid) => format!("`{sid}`"),
        None => (statement + 1).to_string(),
    };
    let someday = if *is_hypothetical { " (which need not exist today)" } else { "" };
    format!("{policy}, statement {statement}: {told}{someday}")
}

/// What was assumed: a value for the name of each parameter.
pub(super) fn assumed(access: &Access) -> Option<String> {
    let each: Vec<_> =
        access.assumed.iter().map(|(name, value)| format!("`{value}` for `{name}`")).collect();
    (!each.is_empty()).then(|| format!("assumed {}", each.join(", ")))
}
