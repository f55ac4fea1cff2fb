//! The condition keys of a request: told where they cannot be what they are meant for.

use iam_core::literal::{Decimal, Instant, Network};
use iam_core::registry::{self, ValueType};
use iam_evaluate::{Context, ContextValue};

/// The keys with their values.
///
/// # Errors
///
/// All that no request of AWS can carry: a key that is none, a global key that AWS does not have, a value
/// of another type than the global key's. A test of the right key would find nothing there, and a `Deny`
/// with it would let the request pass.
pub(super) fn of(entries: Vec<(String, ContextValue)>) -> Result<Context, String> {
    let mut problems: Vec<String> = Vec::new();
    for (key, value) in &entries {
        problems.extend(problem(key, value, problems.len() < MOST_LOOK_UPS));
    }
    if problems.is_empty() { Ok(entries.into_iter().collect()) } else { Err(problems.join("; ")) }
}

/// How many keys that are none are compared with all that there are: more than anybody mends by hand.
const MOST_LOOK_UPS: usize = 1_000;

/// What is wrong with an entry, with the key that was meant if that is to be `looked_up`.
fn problem(key: &str, value: &ContextValue, looked_up: bool) -> Option<String> {
    let (prefix, name) = key.split_once(':').unwrap_or((key, ""));
    if prefix.is_empty() || name.is_empty() {
        return Some(format!(
            "`{key}` is not a condition key: a key is written `prefix:name`, as in `aws:SourceIp`"
        ));
    }
    if !prefix.eq_ignore_ascii_case("aws") {
        return None;
    }
    let Some(known) = registry::global_condition_key(key) else {
        let near =
            looked_up.then(|| registry::nearest_condition_keys(key).into_iter().next()).flatten();
        let advice = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Some(format!("`{key}` is not a global condition key{advice}"));
    };
    let values = match value {
        ContextValue::One(value) => std::slice::from_ref(value),
        ContextValue::Many(values) => values,
    };
    let (is_of_type, wanted): (fn(&str) -> bool, _) = match known.value_type() {
        ValueType::IpAddress => (is_address, "an address, such as `203.0.113.7`"),
        ValueType::Date => (is_date, "a date, such as `2026-07-01T12:00:00Z`"),
        ValueType::Numeric => (is_number, "a number"),
        ValueType::Bool => (is_boolean, "`true` or `false`"),
        _ => return None,
    };
    let other = values.iter().find(|value| !is_of_type(value))?;
    Some(format!("`{key}` holds `{other}`, which is not {wanted}"))
}

fn is_address(text: &str) -> bool {
    Network::parse(text).is_some()
}

/// Seconds since 1970 count as well: `aws:EpochTime` holds nothing else.
fn is_date(text: &str) -> bool {
    Instant::parse(text).is_some()
}

fn is_number(text: &str) -> bool {
    Decimal::parse(text).is_some()
}

fn is_boolean(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

#[cfg(test)]
mod tests {
    use super::{ContextValue, problem};
    use iam_core::registry::{ValueType, global_condition_keys};

    #[test]
    fn what_no_request_carries_is_told() {
        for (key, value, told) in [
            ("aws:SourceIpp", "203.0.113.7", "did you mean `aws:SourceIp`?"),
            ("AWS:sourceip", "203.0.113.7", ""),
            ("aws:SourceIp", "office", "not an address"),
            ("aws:SourceIp", "2001:db8::1", ""),
            ("aws:CurrentTime", "yesterday", "not a date"),
            ("aws:EpochTime", "1767225600", ""),
            ("aws:SecureTransport", "no", "not `true` or `false`"),
            ("aws:MultiFactorAuthAge", "soon", "not a number"),
            ("aws:PrincipalTag/team", "search", ""),
            ("aws:TagKeys", "team", ""),
            ("", "x", "not a condition key"),
            ("SourceIp", "x", "not a condition key"),
            ("s3:prefix", "x", ""),
            ("token.actions.githubusercontent.com:sub", "x", ""),
        ] {
            let found = problem(key, &ContextValue::from(value), true).unwrap_or_default();
            assert_eq!(found.is_empty(), told.is_empty(), "{key}: {found}");
            assert!(found.contains(told), "{key}: {found}");
        }
    }

    #[test]
    fn of_many_wrong_keys_each_is_told() {
        let keys = (0..1_200).map(|at| (format!("aws:SourceIp{at}"), ContextValue::from("x")));
        let told = super::of(keys.collect()).expect_err("no such keys");
        assert_eq!(told.matches("is not a global condition key").count(), 1_200);
        assert_eq!(told.matches("did you mean `aws:SourceIp`?").count(), 100);
    }

    #[test]
    fn each_type_of_a_global_key_is_known() {
        let types = |wanted| global_condition_keys().iter().any(|it| it.value_type() == wanted);
        assert!(types(ValueType::IpAddress) && types(ValueType::Date) && types(ValueType::Bool));
    }
}
