//! What a pattern over actions matches.

use crate::action::Action;
use crate::service::{Service, service, services};
use crate::status::Status;
use crate::table::{HEAD, head_range};
use iam_language::pattern::{has_wildcard, matches_ignoring_case, wildcard};

/// Every action that a pattern matches, sorted by service, then by name.
///
/// A pattern is what an `Action` element holds: `*`, or a prefix and a name, each of which may
/// hold `*` and `?`. Undocumented and retired actions are among what it matches; see
/// [`Action::status`]. Only the services that can match are decoded.
///
/// # Examples
///
/// ```
/// use iam_registry::actions_matching;
/// assert!(actions_matching("s3:Get*Tagging").any(|it| it.name() == "GetObjectTagging"));
/// assert!(actions_matching("ec2:Describe?pc*").any(|it| it.name() == "DescribeVpcs"));
/// assert!(actions_matching("s3:Gt*").next().is_none());
/// assert!(actions_matching("s3").next().is_none());
/// ```
///
/// Source: [`Action` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html)
pub fn actions_matching(pattern: &str) -> impl Iterator<Item = &'static Action> {
    let (prefix, name) = halves(pattern).unwrap_or_default();
    services_matching(prefix).flat_map(move |service| actions_of(service, name))
}

/// The actions of a service that a pattern over their names matches.
pub fn actions_of(service: &'static Service, name: &str) -> impl Iterator<Item = &'static Action> {
    let all: &'static [Action] = if has_wildcard(name) {
        starting_like(service.actions(), name)
    } else {
        service.action(name).map_or(&[], std::slice::from_ref)
    };
    let is_start = is_told_by_head(name);
    all.iter().filter(move |action| is_start || matches_ignoring_case(name, action.name()))
}

/// Whether AWS knows what a pattern names: an action matches it, or it is of a service that is
/// retired or undocumented, of whose actions no full list exists, and holds a wildcard.
///
/// # Examples
///
/// ```
/// use iam_registry::is_known;
/// assert!(is_known("*") && is_known("s3:getobject") && is_known("zocalo:*"));
/// assert!(!is_known("s3:Gt*") && !is_known("s3:HeadObject"));
/// ```
#[must_use]
pub fn is_known(pattern: &str) -> bool {
    // Whole services first: to look through all actions takes long.
    let is_open = |status| matches!(status, Status::Undocumented { .. } | Status::Retired { .. });
    halves(pattern).is_some_and(|(prefix, name)| {
        has_wildcard(name) && services_matching(prefix).any(|service| is_open(service.status()))
    }) || actions_matching(pattern).next().is_some()
}

/// Of actions sorted by name without case, those that may start with what `pattern` has before its
/// first wildcard: by the heads of their names.
fn starting_like<'a>(actions: &'a [Action], pattern: &str) -> &'a [Action] {
    let (first, last) =
        head_range(wildcard(pattern).and_then(|at| pattern.get(..at)).unwrap_or(pattern));
    let start = actions.partition_point(|action| action.sort_key().0 < first);
    let rest = actions.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|action| action.sort_key().0 <= last)).unwrap_or_default()
}

/// Whether the head of a name tells whether the pattern matches: it is the start of one and a `*`, no longer than
/// that.
fn is_told_by_head(pattern: &str) -> bool {
    let start = pattern.strip_suffix('*');
    start.is_some_and(|it| it.len() <= HEAD && !it.contains(['*', '?', '\0']))
}

/// Prefix and name; a pattern of nothing but `*` is short for any of both.
fn halves(pattern: &str) -> Option<(&str, &str)> {
    let all_stars = !pattern.is_empty() && pattern.bytes().all(|byte| byte == b'*');
    if all_stars { Some(("*", "*")) } else { pattern.split_once(':') }
}

fn services_matching(prefix: &str) -> impl Iterator<Item = &'static Service> {
    let exact = if has_wildcard(prefix) { None } else { Some(service(prefix)) };
    let by_pattern = exact.is_none().then(services).into_iter().flatten();
    let by_pattern =
        by_pattern.filter(move |it| prefix == "*" || matches_ignoring_case(prefix, it.prefix()));
    exact.flatten().into_iter().chain(by_pattern)
}
