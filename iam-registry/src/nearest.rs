//! What was likely meant by a name that does not exist.

use crate::action::Action;
use crate::condition_key::{ConditionKey, global_condition_keys};
use crate::distance::{Slip, common_start, single_slip, slips};
use crate::operation::{operation, operations};
use crate::service::{Service, service, services};
use crate::status::Status;
use crate::table::find;
use std::cmp::Reverse;

/// No name is offered that is further away than this.
const LIMIT: usize = 2;

/// More services than this with an action of the same name, and none of them is the one meant.
const FEW: usize = 5;

/// The actions that `service:Name` was likely meant to be, the likeliest first; none if nothing
/// is near.
///
/// An API operation gives the actions that authorise it. Else it looks for slips in the name,
/// then for slips in the name of an operation, for another verb for the same thing, and for the
/// same name in another service; where the prefix is wrong, in the services it may have meant.
///
/// # Examples
///
/// ```
/// use iam_registry::nearest_actions;
/// let first = |text| nearest_actions(text).first().map(ToString::to_string);
/// assert_eq!(first("s3:DeleteObjct").as_deref(), Some("s3:DeleteObject"));
/// assert_eq!(first("s4:GetObject").as_deref(), Some("s3:GetObject"));
/// assert_eq!(first("s3:ListObject").as_deref(), Some("s3:ListBucket"));
/// assert_eq!(first("ec2:ListInstances").as_deref(), Some("ec2:DescribeInstances"));
/// assert_eq!(first("s3:GetObjectMetadata").as_deref(), Some("s3:GetObject"));
/// assert_eq!(first("ec2:GetObject").as_deref(), Some("s3:GetObject"));
/// assert_eq!(first("s3:Frobnicate"), None);
/// ```
#[must_use]
pub fn nearest_actions(text: &str) -> Vec<&'static Action> {
    let Some((prefix, name)) = text.split_once(':') else { return Vec::new() };
    if let Some(operation) = operation(text) {
        let actions: Vec<_> = operation.actions().collect();
        if !actions.is_empty() {
            return actions;
        }
    }
    let near = match service(prefix) {
        Some(service) => nearest_in(service, name),
        None => nearest_services(prefix)
            .into_iter()
            .map(|it| it.action(name).map_or_else(|| nearest_in(it, name), |action| vec![action]))
            .find(|found| !found.is_empty())
            .unwrap_or_default(),
    };
    if !near.is_empty() {
        return near;
    }
    match service(prefix).and_then(|service| longest_start(service, name)) {
        Some(action) => vec![action],
        None => same_name_elsewhere(name),
    }
}

/// The action whose name `name` goes on from with another word, the longest one.
fn longest_start(service: &'static Service, name: &str) -> Option<&'static Action> {
    let goes_on = |action: &&Action| {
        let rest = name.strip_prefix(action.name());
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    service.actions().iter().filter(goes_on).max_by_key(|action| action.name().len())
}

/// The services that a prefix was likely meant to be, the likeliest first; none if nothing is
/// near. Names that AWS uses elsewhere, in its SDKs and its console, count as near.
///
/// # Examples
///
/// ```
/// use iam_registry::nearest_services;
/// let first = |text| nearest_services(text).first().map(|service| service.prefix());
/// assert_eq!(first("dynamdb"), Some("dynamodb"));
/// assert_eq!(first("stepfunctions"), Some("states"));
/// assert_eq!(first("frobnicator"), None);
/// ```
#[must_use]
pub fn nearest_services(prefix: &str) -> Vec<&'static Service> {
    let typed = prefix.as_bytes();
    let alias = aliased(prefix).into_iter();
    let limit = match typed.len() {
        0..2 => 0,
        2..4 => 1,
        _ => LIMIT,
    };
    let candidates = services().filter(|service| service.retired().is_none());
    let near = nearest(typed, limit, &candidates, |service| service.prefix());
    alias.chain(near).collect()
}

/// The condition keys that `text` was likely meant to be, the likeliest first; none if nothing is
/// near. Global keys and those of the service in the text are considered; what `text` has in
/// place of a placeholder is kept.
///
/// # Examples
///
/// ```
/// use iam_registry::nearest_condition_keys;
/// let first = |text| nearest_condition_keys(text).first().cloned();
/// assert_eq!(first("aws:PrincipalTags/Team").as_deref(), Some("aws:PrincipalTag/Team"));
/// assert_eq!(first("kms:EncryptionContexts:a").as_deref(), Some("kms:EncryptionContext:a"));
/// assert_eq!(first("s3:prefx").as_deref(), Some("s3:prefix"));
/// assert_eq!(first("s3:frobnicate"), None);
/// ```
#[must_use]
pub fn nearest_condition_keys(text: &str) -> Vec<String> {
    let Some((prefix, name)) = text.split_once(':') else { return Vec::new() };
    let of_service = match service(prefix) {
        Some(service) => Some(service),
        None if prefix.eq_ignore_ascii_case("aws") => None,
        None => nearest_services(prefix).into_iter().next(),
    };
    let of_service = of_service.map(Service::condition_keys).unwrap_or_default();
    let mut near = Vec::new();
    for key in global_condition_keys().iter().chain(of_service) {
        let (typed, tail) = parted(text, name, key);
        let meant = key.literal_head();
        if let Some(slips) = slips(typed.as_bytes(), meant.as_bytes(), LIMIT) {
            let whole =
                if tail.is_empty() { key.name().to_owned() } else { format!("{meant}{tail}") };
            near.push((slips, whole));
        }
    }
    near.sort();
    near.dedup();
    let best = near.first().map(|(slips, _)| *slips);
    near.into_iter().filter(|(slips, _)| Some(*slips) == best).map(|(_, key)| key).collect()
}

/// For a key like `aws:RequestTag/${TagKey}`: the typed text up to its `/`, and what follows.
fn parted<'a>(text: &'a str, name: &'a str, key: &ConditionKey) -> (&'a str, &'a str) {
    let separator = key.literal_head().chars().next_back();
    let place = separator.filter(|_| key.has_placeholder()).and_then(|it| name.find(it));
    let halves = place.and_then(|at| text.split_at_checked(text.len() - name.len() + at + 1));
    halves.unwrap_or((text, ""))
}

fn nearest_in(service: &'static Service, name: &str) -> Vec<&'static Action> {
    let typed = name.as_bytes();
    let limit = if typed.len() < 5 { 1 } else { LIMIT };
    let mut near = nearest(typed, limit, &service.actions().iter(), |action| action.name());
    // What has been shut down is no advice, unless everything here has.
    near.retain(|action| action.service().status() != Status::Documented || is_live(action));
    if near.is_empty() {
        near = of_near_operation(service, typed);
    }
    if near.is_empty() { other_verbs(service, name) } else { near }
}

fn of_near_operation(service: &Service, typed: &[u8]) -> Vec<&'static Action> {
    let prefix = service.prefix();
    let operations = operations().iter().filter_map(|operation| {
        let (its_prefix, name) = operation.name().split_once(':')?;
        (its_prefix == prefix).then_some((name, operation))
    });
    let near = nearest(typed, LIMIT, &operations, |(name, _)| name);
    near.first().map(|(_, operation)| operation.actions().collect()).unwrap_or_default()
}

fn is_live(action: &Action) -> bool {
    !matches!(action.status(), Status::Retired { .. })
}

/// The items nearest to `typed`: those at the smallest distance, the likeliest first.
fn nearest<T: Copy>(
    typed: &[u8],
    limit: usize,
    items: &(impl Iterator<Item = T> + Clone),
    name: impl Fn(&T) -> &'static str,
) -> Vec<T> {
    // One slip is by far the commonest and the cheapest to look for: widen only in vain.
    for limit in 1..=limit {
        let near =
            items.clone().filter(|item| slips(typed, name(item).as_bytes(), limit).is_some());
        let mut near: Vec<_> = near.map(|item| (likelihood(typed, name(&item)), item)).collect();
        if !near.is_empty() {
            near.sort_by_key(|(likelihood, _)| *likelihood);
            return near.into_iter().map(|(_, item)| item).collect();
        }
    }
    Vec::new()
}

/// Sorts candidates at one distance: the likelier kind of slip first, then the longer common
/// start, then by name.
fn likelihood(typed: &[u8], meant: &'static str) -> (Option<Slip>, Reverse<usize>, &'static str) {
    let slip = single_slip(typed, meant.as_bytes());
    (slip, Reverse(common_start(typed, meant.as_bytes())), meant)
}

/// Verbs that services use for the same deed.
const VERBS: [&[&str]; 4] = [
    &["Describe", "List", "Get", "BatchGet", "View"],
    &["Create", "Put", "Add", "Register", "Run", "Start"],
    &["Delete", "Remove", "Deregister", "Terminate", "Stop", "Disassociate"],
    &["Update", "Modify", "Put", "Set", "Change", "Edit"],
];

/// The same thing under another verb, in the singular or the plural.
fn other_verbs(service: &'static Service, name: &str) -> Vec<&'static Action> {
    let mut found: Vec<&'static Action> = Vec::new();
    for verbs in VERBS {
        let things = verbs.iter().filter_map(|verb| {
            let (head, thing) = name.split_at_checked(verb.len())?;
            head.eq_ignore_ascii_case(verb).then_some(thing)
        });
        for thing in things {
            let plural = format!("{thing}s");
            let numbers = [thing, thing.strip_suffix('s').unwrap_or(&plural)];
            for (verb, thing) in verbs.iter().flat_map(|verb| numbers.map(|thing| (verb, thing))) {
                let action = service.action(&format!("{verb}{thing}"));
                found.extend(action.filter(|it| is_live(it) && !found.contains(it)));
            }
        }
    }
    found
}

/// The actions of this name, the shortest prefix first: short ones belong to the services that
/// people use most.
fn same_name_elsewhere(name: &str) -> Vec<&'static Action> {
    let found = services().filter_map(|service| service.action(name));
    let mut found: Vec<_> = found.filter(|action| is_live(action)).take(FEW + 1).collect();
    if found.len() > FEW {
        return Vec::new();
    }
    found.sort_by_key(|action| action.service().prefix().len());
    found
}

/// The service whose other name this is.
fn aliased(text: &str) -> Option<&'static Service> {
    let lines = include_str!("../tables/overlay/aliases.tsv").split_terminator('\n');
    let rows = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    let rows: Vec<_> = rows.collect();
    let (_, columns) = find(&rows, text, |(alias, _)| alias)?;
    service(columns.split('\t').next().unwrap_or_default())
}
