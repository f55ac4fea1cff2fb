//! IAM's evaluation, written out step by step as AWS's documentation tells it: slow, and with nothing
//! in common with the compiled one.

use crate::case::Case;
use iam_core::policy::{
    ActionElement, Comparison, ConditionTest, ConditionValue, Effect, Kind, Policy, Principal,
    PrincipalElement, PrincipalType, ResourceElement, SetQualifier, Statement, Version,
};
use iam_core::registry::ConditionKey;
use iam_evaluate::{ContextValue, Decision};
use regex::Regex;
use std::cell::RefCell;
use std::collections::HashMap;
use std::net::IpAddr;

/// How a statement names a principal.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Named {
    No,
    ByAccount,
    ByRole,
    Itself,
}

/// Statements with the version of their policy.
type Statements<'c> = Vec<(Option<Version>, &'c Statement)>;

fn statements<K: Kind>(policies: &[Policy<K>]) -> Statements<'_> {
    let each = policies.iter().flat_map(|policy| {
        policy.statements().iter().map(move |statement| (policy.version(), statement))
    });
    each.collect()
}

/// Source: [evaluation logic](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html)
pub(crate) fn decide(case: &Case) -> Decision {
    let on_resource: Vec<_> = case.on_resource.iter().cloned().collect();
    let on_resource = statements(&on_resource);
    let identity = statements(&case.identity);
    let boundary = statements(&case.boundaries);
    let session = statements(&case.sessions);
    let endpoint = statements(&case.endpoint);
    let is_identity = is_identity(case.principal);
    let service_linked = case.principal.contains(":role/aws-service-role/")
        || case.principal.contains(":assumed-role/AWSServiceRoleFor");
    let is_root = case.principal.ends_with(":root");

    // Service control policies: users, roles and the root user of a member account.
    let mut limits: Vec<Statements<'_>> = Vec::new();
    if (is_identity || is_root) && !service_linked {
        limits.extend(case.service_control.iter().flatten().map(|level| statements(level)));
    }
    // Resource control policies: some services, and nobody but service-linked roles is exempt.
    let service = case.action.split(':').next().unwrap();
    let takes_part = iam_core::registry::service(service).unwrap();
    let takes_part = takes_part.supports_resource_control_policies()
        && !service_linked
        && case.action != "kms:RetireGrant";
    let resource_control: Vec<Statements<'_>> = if takes_part {
        case.resource_control.iter().map(|level| statements(level)).collect()
    } else {
        Vec::new()
    };

    let own_account = case.principal.split(':').nth(4);
    let resource_account = case
        .resource_account
        .or_else(|| case.resource.split(':').nth(4).filter(|it| it.starts_with(char::is_numeric)))
        .or(own_account);
    let same_account = resource_account == own_account;

    // 1. An explicit deny anywhere. The root user is never locked out of a bucket's policy.
    let sees_to_bucket_policy = is_root
        && same_account
        && case.action.starts_with("s3:")
        && case.action.ends_with("BucketPolicy");
    let mut all: Vec<&Statements<'_>> = vec![&endpoint];
    if !sees_to_bucket_policy {
        all.push(&on_resource);
    }
    all.extend(limits.iter().chain(&resource_control));
    if is_identity {
        all.extend([&identity, &boundary, &session]);
    }
    let bounded = is_identity && !case.boundaries.is_empty();
    if all.iter().any(|statements| denies(case, statements, bounded)) {
        return Decision::ExplicitDeny;
    }
    // 2. Every level of the organization, and the endpoint, must allow it.
    let mut must_allow: Vec<&Statements<'_>> = limits.iter().collect();
    if !case.endpoint.is_empty() {
        must_allow.push(&endpoint);
    }
    if !must_allow.iter().all(|statements| allows(case, statements) > Named::No) {
        return Decision::ImplicitDeny;
    }
    // 3. Within the account or across accounts.
    let grant = allows(case, &on_resource);
    let keeps_to_itself = (service == "sts" && case.resource.contains(":role/"))
        || (service == "kms" && case.resource.contains(":key/"));
    let within_boundary = case.boundaries.is_empty() || allows(case, &boundary) > Named::No;
    // Who got a federation token without a session policy may do nothing by it.
    let needs_session = case.principal.contains(":federated-user/") || !case.sessions.is_empty();
    let within_session = !needs_session || allows(case, &session) > Named::No;
    let within = within_boundary && within_session;
    let by_identity = allows(case, &identity) > Named::No && within;
    let allowed = if is_root {
        match (same_account, keeps_to_itself) {
            (true, false) => true,
            (true, true) => service != "sts" && grant > Named::No,
            (false, _) => grant > Named::No,
        }
    } else if !is_identity {
        grant == Named::Itself
    } else if same_account {
        grant == Named::Itself
            || (grant == Named::ByRole && within)
            || (by_identity && (grant == Named::ByAccount || !keeps_to_itself))
    } else {
        by_identity && grant > Named::No
    };
    if allowed { Decision::Allow } else { Decision::ImplicitDeny }
}

fn is_identity(principal: &str) -> bool {
    [":user/", ":role/", ":assumed-role/", ":federated-user/"]
        .iter()
        .any(|kind| principal.contains(kind))
}

fn denies(case: &Case, statements: &Statements<'_>, bounded: bool) -> bool {
    statements.iter().any(|(version, statement)| {
        let is_meant = match &statement.principal {
            // An account stands beside its principals, and excepts its root user alone.
            Some(PrincipalElement::NotPrincipal(excepted)) => {
                bounded || !matches!(listed(case, excepted), Named::ByRole | Named::Itself)
            }
            _ => named(case, statement) > Named::No,
        };
        statement.effect == Effect::Deny && is_meant && applies(case, *version, statement)
    })
}

/// How directly the statements that allow the request name its principal.
fn allows(case: &Case, statements: &Statements<'_>) -> Named {
    let mut best = Named::No;
    for (version, statement) in statements {
        let name = named(case, statement);
        if statement.effect == Effect::Allow && name > best && applies(case, *version, statement) {
            best = name;
        }
    }
    best
}

/// Whether action, resource and conditions match.
fn applies(case: &Case, version: Option<Version>, statement: &Statement) -> bool {
    let named = statement.action.patterns().iter().any(|it| action_matches(it.as_str(), case));
    let by_action = named == matches!(statement.action, ActionElement::Action(_));
    let by_resource = statement.resource.as_ref().is_none_or(|element| {
        let named =
            element.patterns().iter().any(|it| resource_matches(it.as_str(), version, case));
        named == matches!(element, ResourceElement::Resource(_))
    });
    let blocks = statement.conditions.iter();
    let mut tests =
        blocks.flat_map(|block| block.tests.iter().map(move |test| (block.operator, test)));
    by_action
        && by_resource
        && tests.all(|(operator, test)| {
            let name = operator.comparison.as_str();
            let (qualifier, if_exists) = (operator.qualifier, operator.if_exists);
            condition(case, version, (qualifier, name, if_exists, operator.comparison), test)
        })
}

fn action_matches(pattern: &str, case: &Case) -> bool {
    pattern == "*"
        || regex(&wildcards(&pattern.to_lowercase(), ANY)).is_match(&case.action.to_lowercase())
}

/// What `*` and `?` stand for.
const ANY: (&str, &str) = (".*", ".");
const WITHIN_A_FIELD: (&str, &str) = ("[^:]*", "[^:]");
const LITERALLY: (&str, &str) = (r"\*", r"\?");

/// The whole text, by a regular expression that is compiled once.
fn regex(body: &str) -> Regex {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Regex>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| {
        let new = || Regex::new(&format!("^(?s:{body})$")).unwrap();
        known.entry(body.to_owned()).or_insert_with(new).clone()
    })
}

/// A pattern as a regular expression, `*` as `star` and `?` as `one`.
fn wildcards(pattern: &str, (star, one): (&str, &str)) -> String {
    let each = pattern.chars().map(|c| match c {
        '*' => star.to_owned(),
        '?' => one.to_owned(),
        c => regex::escape(&c.to_string()),
    });
    each.collect()
}

fn context<'c>(case: &'c Case, key: &str) -> Option<&'c ContextValue> {
    let value = case.context.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
    value.map(|(_, value)| value).filter(|value| !value.as_slice().is_empty())
}

/// A pattern of a policy as a regular expression: variables filled in, escapes resolved.
///
/// Source: [policy variables](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html)
fn filled(text: &str, version: Option<Version>, star: (&str, &str), case: &Case) -> Option<String> {
    if version != Some(Version::V2012_10_17) {
        return Some(wildcards(text, star));
    }
    let mut body = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, tail)) = after.split_once('}') else { break };
        body += &wildcards(before, star);
        let (key, default) = match name.split_once(',') {
            Some((key, default)) => (key.trim(), Some(default.trim().trim_matches('\''))),
            None => (name, None),
        };
        let value = match (key, context(case, key), default) {
            ("*" | "?" | "$", _, _) => key,
            (_, Some(ContextValue::One(value)), _) => value,
            (_, None, Some(default)) => default,
            _ => return None,
        };
        body += &regex::escape(value);
        rest = tail;
    }
    Some(body + &wildcards(rest, star))
}

/// Source: [`Resource`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
fn resource_matches(pattern: &str, version: Option<Version>, case: &Case) -> bool {
    if pattern == "*" {
        return true;
    }
    let fields: Vec<&str> = pattern.splitn(6, ':').collect();
    let theirs: Vec<&str> = case.resource.splitn(6, ':').collect();
    if fields.len() == 6 && theirs.len() == 6 {
        let matches = |(pattern, field): (&&str, &&str)| {
            filled(pattern, version, ANY, case).is_some_and(|body| regex(&body).is_match(field))
        };
        if fields.iter().zip(&theirs).all(matches) {
            return true;
        }
    }
    // A `*` at the end of a field may go on beyond the colon.
    let segments = segments(pattern, version == Some(Version::V2012_10_17));
    let fields = segments.iter().map(|field| {
        let (field, end) = match field.strip_suffix('*') {
            Some(field) => (field, ".*"),
            None => (*field, ""),
        };
        filled(field, version, WITHIN_A_FIELD, case).map(|body| body + end)
    });
    let fields: Option<Vec<_>> = fields.collect();
    fields.is_some_and(|fields| regex(&fields.join(":")).is_match(case.resource))
}

/// What colons part, save those in variables.
fn segments(pattern: &str, variables: bool) -> Vec<&str> {
    let (mut segments, mut start, mut inside) = (Vec::new(), 0, false);
    for (at, c) in pattern.char_indices() {
        inside |= variables && pattern[at..].starts_with("${");
        inside &= c != '}';
        if c == ':' && !inside {
            segments.push(&pattern[start..at]);
            start = at + 1;
        }
    }
    segments.push(&pattern[start..]);
    segments
}

/// Source: [`Principal`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)
fn named(case: &Case, statement: &Statement) -> Named {
    match &statement.principal {
        None => Named::Itself,
        Some(PrincipalElement::Principal(principal)) => listed(case, principal),
        Some(PrincipalElement::NotPrincipal(principal)) => match listed(case, principal) {
            Named::No => Named::Itself,
            _ => Named::No,
        },
    }
}

fn listed(case: &Case, principal: &Principal) -> Named {
    let Principal::Listed(groups) = principal else { return Named::Itself };
    let mut best = Named::No;
    for group in groups.iter() {
        for text in group.identifiers.iter() {
            let name = named_by(case, group.principal_type, text);
            best = if name > best { name } else { best };
        }
    }
    best
}

fn named_by(case: &Case, principal_type: PrincipalType, text: &str) -> Named {
    let who = case.principal;
    if principal_type == PrincipalType::Aws && text == "*" {
        return Named::Itself;
    }
    // Every identity provider.
    if principal_type == PrincipalType::Federated && text == "*" {
        return if who.contains(":saml-provider/") { Named::Itself } else { Named::No };
    }
    if is_identity(who) != (principal_type == PrincipalType::Aws) && !who.ends_with(":root")
        || who == "*"
    {
        return Named::No;
    }
    if text == who {
        return if who.contains(":role/") { Named::ByRole } else { Named::Itself };
    }
    let account = text.strip_prefix("arn:aws:iam::").and_then(|rest| rest.strip_suffix(":root"));
    let account = account.unwrap_or(text);
    if who.split(':').nth(4) == Some(account) && principal_type == PrincipalType::Aws {
        return if who.ends_with(":root") { Named::Itself } else { Named::ByAccount };
    }
    // arn:aws:sts::111122223333:assumed-role/backup/night is a session of .../role/path/backup.
    let role = who.split(":assumed-role/").nth(1).and_then(|rest| rest.split('/').next());
    let wanted = text.split(":role/").nth(1).and_then(|path| path.split('/').next_back());
    let same_account = text.split(':').nth(4) == who.split(':').nth(4);
    if role.is_some() && role == wanted && same_account { Named::ByRole } else { Named::No }
}

type Operator<'o> = (Option<SetQualifier>, &'o str, bool, Comparison);

/// Source: [operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
fn condition(
    case: &Case,
    version: Option<Version>,
    (qualifier, name, if_exists, comparison): Operator<'_>,
    test: &ConditionTest,
) -> bool {
    let key = test.key.as_str();
    let wanted: Vec<&str> = test.values.iter().map(ConditionValue::as_str).collect();
    let negated = name.contains("Not");
    let found = context(case, key);
    if comparison == Comparison::Null {
        return wanted.iter().any(|it| it.eq_ignore_ascii_case("true") == found.is_none());
    }
    let Some(found) = found else {
        return if_exists
            || match qualifier {
                Some(SetQualifier::ForAllValues) => true,
                Some(SetQualifier::ForAnyValue) => false,
                None => negated,
            };
    };
    let one = |value: &String| {
        let likes: Option<Vec<bool>> =
            wanted.iter().map(|it| like(case, version, name, it, value)).collect();
        match likes {
            // What cannot be compared: the others may still be equal.
            None if negated => false,
            None => wanted.iter().any(|it| like(case, version, name, it, value) == Some(true)),
            Some(likes) => likes.contains(&true) != negated,
        }
    };
    let values = found.as_slice();
    let nothing = values.iter().all(String::is_empty);
    match qualifier {
        Some(SetQualifier::ForAllValues) => nothing || values.iter().all(one),
        Some(SetQualifier::ForAnyValue) => !nothing && values.iter().any(one),
        None => {
            let key = iam_core::registry::condition_key(key);
            let is_set = key.is_some_and(ConditionKey::is_multivalued);
            match found {
                ContextValue::Many(_) if is_set => false,
                _ if negated => values.iter().all(one),
                _ => values.iter().any(one),
            }
        }
    }
}

/// Whether a value of the request is like one of the policy, negation aside; none if the two cannot be
/// compared.
fn like(
    case: &Case,
    version: Option<Version>,
    name: &str,
    wanted: &str,
    value: &str,
) -> Option<bool> {
    let plain = name.replace("Not", "");
    let ordered = |ordering: std::cmp::Ordering| {
        if plain.ends_with("LessThan") {
            ordering.is_lt()
        } else if plain.ends_with("LessThanEquals") {
            ordering.is_le()
        } else if plain.ends_with("GreaterThan") {
            ordering.is_gt()
        } else if plain.ends_with("GreaterThanEquals") {
            ordering.is_ge()
        } else {
            ordering.is_eq()
        }
    };
    match plain.as_str() {
        "StringEquals" | "StringEqualsIgnoreCase" => {
            let Some(body) = filled(wanted, version, LITERALLY, case) else {
                return Some(false);
            };
            let body = if plain.ends_with("Case") { format!("(?i:{body})") } else { body };
            Some(regex(&body).is_match(value))
        }
        "StringLike" => Some(
            filled(wanted, version, ANY, case).is_some_and(|body| regex(&body).is_match(value)),
        ),
        "ArnEquals" | "ArnLike" => {
            let (wanted, value): (Vec<_>, Vec<_>) =
                (wanted.splitn(6, ':').collect(), value.splitn(6, ':').collect());
            if wanted.len() < 6 || value.len() < 6 {
                return None;
            }
            Some(wanted.iter().zip(&value).all(|(wanted, value)| {
                filled(wanted, version, ANY, case).is_some_and(|body| regex(&body).is_match(value))
            }))
        }
        "Bool" => match value.to_lowercase().as_str() {
            value @ ("true" | "false") => Some(
                filled(wanted, version, LITERALLY, case)
                    .is_some_and(|body| regex(&format!("(?i:{body})")).is_match(value)),
            ),
            _ => None,
        },
        "BinaryEquals" => Some(wanted == value),
        "IpAddress" => in_network(wanted, value),
        _ if plain.starts_with("Numeric") => {
            let (wanted, value): (f64, f64) = (wanted.parse().ok()?, value.parse().ok()?);
            Some(ordered(value.partial_cmp(&wanted)?))
        }
        _ => Some(ordered(seconds(value)?.cmp(&seconds(wanted)?))),
    }
}

fn in_network(network: &str, address: &str) -> Option<bool> {
    let (start, bits) = network.split_once('/').unwrap_or((network, ""));
    let (start, address): (IpAddr, IpAddr) = (start.parse().ok()?, address.parse().ok()?);
    let bits = |most: u32| if bits.is_empty() { Some(most) } else { bits.parse().ok() };
    Some(match (start, address) {
        (IpAddr::V4(start), IpAddr::V4(address)) => {
            let shift = 32 - bits(32)?;
            u64::from(start.to_bits()) >> shift == u64::from(address.to_bits()) >> shift
        }
        (IpAddr::V6(start), IpAddr::V6(address)) => {
            let bits = bits(128)?;
            (0..bits).all(|bit| (start.to_bits() ^ address.to_bits()) >> (127 - bit) & 1 == 0)
        }
        _ => false,
    })
}

/// Seconds since 1970 of `2026-07-01T12:30:00Z`, of a day, with a zone, or of a number.
fn seconds(text: &str) -> Option<i64> {
    if let Ok(seconds) = text.parse::<i64>() {
        return Some(seconds);
    }
    let shape =
        Regex::new(r"^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(Z|([+-])(\d\d):(\d\d)))?$");
    let parts = shape.unwrap().captures(text)?;
    let part = |at: usize| parts.get(at).map_or(0, |it| it.as_str().parse::<i64>().unwrap());
    let (year, month, day) = (part(1), part(2), part(3));
    // Day by day: slow, and hard to get wrong.
    let leap = |year: i64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let mut days = (1970..year).map(|year| if leap(year) { 366 } else { 365 }).sum::<i64>();
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    days += lengths.iter().take(usize::try_from(month - 1).unwrap()).sum::<i64>() + day - 1;
    let ahead = (part(9) * 60 + part(10)) * 60;
    let ahead = if parts.get(8).is_some_and(|it| it.as_str() == "-") { -ahead } else { ahead };
    Some(((days * 24 + part(4)) * 60 + part(5)) * 60 + part(6) - ahead)
}
