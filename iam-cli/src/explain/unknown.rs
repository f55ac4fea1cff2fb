//! Names that nothing has.

use super::{arn, claim, operator};
use crate::report::kebab;
use crate::visible::visible;
use iam_core::check::{CATALOGUE, service_principal};
use iam_core::policy::ConditionOperator;
use iam_core::registry::{self, ConditionKey, Service};
use iam_core::spelling::nearest;

/// Nothing has this name; what has a similar one.
pub(super) fn unknown(name: &str) -> String {
    let operator = name.parse::<ConditionOperator>().ok();
    let reason = operator.and_then(operator::refused).or_else(|| arn::names_nothing(name));
    if let Some(reason) = reason.or_else(|| claim::refused(name)) {
        return reason;
    }
    let mut near: Vec<String> = Vec::new();
    if name.contains(['*', '?']) {
        near.push(format!("iam expand '{name}'"));
    } else if name.contains(':') {
        near.extend(registry::nearest_actions(name).iter().map(ToString::to_string));
        near.extend(registry::nearest_condition_keys(name));
        near.extend(operator::nearest_operator(name));
        near.extend(near_keys_elsewhere(name));
        near.dedup();
    } else if let Err(Some(principal)) = service_principal(name)
        && name.contains('.')
    {
        near.push(principal);
    } else {
        let codes = CATALOGUE.iter().map(|about| about.code);
        near.extend(nearest(&kebab(name), codes).map(ToOwned::to_owned));
        let services = registry::nearest_services(name);
        near.extend(services.iter().map(|service| service.prefix().to_owned()));
        near.extend(operator::nearest_operator(name));
    }
    near.truncate(4);
    let name = visible(name);
    let newest = registry::version().newest();
    let nothing = format!(
        "no check, action, condition key, operator, service or service principal is called `{name}` (AWS's lists up to {newest})"
    );
    if near.is_empty() {
        return nothing;
    }
    let near: Vec<_> = near.iter().map(|near| format!("`{near}`")).collect();
    format!("{nothing}; did you mean {}?", near.join(" or "))
}

/// The key of this prefix that is nearest, where services of other prefixes declare it: `SAML:aud`, `ec2:osuser`.
fn near_keys_elsewhere(name: &str) -> Option<String> {
    let (prefix, _) = name.split_once(':')?;
    let keys = registry::services().flat_map(Service::condition_keys).map(ConditionKey::name);
    let is_of = |key: &&str| {
        let of = key.split_once(':').map_or("", |(of, _)| of);
        of.eq_ignore_ascii_case(prefix)
    };
    nearest(name, keys.filter(is_of)).map(ToOwned::to_owned)
}
