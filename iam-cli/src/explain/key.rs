//! Condition keys: what they hold, and which requests carry them.

use super::claim;
use crate::visible::visible;
use iam_core::registry::{self, Claim, ConditionKey, Service, Status, ValueType};
use serde::Serialize;
use std::fmt;

/// A condition key in a list.
#[derive(Serialize)]
pub(super) struct KeyFacts {
    pub(super) name: &'static str,
    pub(super) value_type: &'static str,
    pub(super) multivalued: bool,
}

/// A condition key on its own.
#[derive(Serialize)]
pub(super) struct WholeKeyFacts {
    #[serde(flatten)]
    key: KeyFacts,
    /// What was asked about, if that fills in a placeholder of the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<String>,
    /// In a sentence; of keys of services AWS's data gives none.
    meaning: Option<&'static str>,
    /// The service that declares it; none for a global one.
    service: Option<&'static str>,
    /// Which actions carry it; none if AWS lists it for no action, or if it is global.
    actions: Vec<String>,
    /// Whether requests to any service may carry it.
    global: bool,
}

/// How many actions the text names.
const SHOWN: usize = 20;

impl KeyFacts {
    pub(super) fn of(key: &'static ConditionKey) -> Self {
        let value_type = match key.value_type() {
            ValueType::Bool => "Bool",
            ValueType::Numeric => "Numeric",
            ValueType::Date => "Date",
            ValueType::IpAddress => "IPAddress",
            ValueType::Arn => "ARN",
            ValueType::Binary => "Binary",
            ValueType::String => "String",
        };
        Self { name: key.name(), value_type, multivalued: key.is_multivalued() }
    }

    /// Its type as a policy's author thinks of it.
    pub(super) fn type_name(&self) -> String {
        let list = if self.multivalued { "list of " } else { "" };
        format!("{list}{}", self.value_type)
    }
}

impl WholeKeyFacts {
    /// The key that `name` is, whatever its case.
    pub(super) fn of(name: &str) -> Option<Self> {
        let global = registry::global_condition_key(name);
        let (prefix, _) = name.split_once(':')?;
        let declares = |service: &&'static Service| service.condition_key(name).is_some();
        let declaring = if global.is_some() {
            registry::service(prefix).filter(declares)
        } else {
            // Claims of identity providers are declared by AWS STS; some services take keys of others.
            let first = [prefix, "sts"].into_iter().filter_map(registry::service).find(declares);
            first.or_else(|| registry::services_with_key(name).next())
        };
        let own = declaring.and_then(|service| service.condition_key(name));
        let key = global.or(own)?;
        Some(Self {
            key: KeyFacts::of(key),
            written: written(key, name),
            meaning: meaning(key.name()),
            service: declaring.map(Service::name),
            actions: carriers(name, global.is_none().then_some(declaring).flatten()),
            global: global.is_some(),
        })
    }
}

impl fmt::Display for WholeKeyFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = if self.global { "global condition key" } else { "condition key" };
        let name = visible(self.written.as_deref().unwrap_or(self.key.name));
        match self.service {
            Some(service) => writeln!(f, "{name} ({of} of {service})")?,
            None => writeln!(f, "{name} ({of})")?,
        }
        if self.written.is_some() {
            writeln!(f, "  one of: {}", self.key.name)?;
        }
        if let Some(meaning) = self.meaning {
            writeln!(f, "  meaning: {meaning}")?;
        }
        writeln!(f, "  type: {}", self.key.type_name())?;
        if self.key.multivalued {
            writeln!(f, "  has several values: use `ForAnyValue:` or `ForAllValues:`")?;
        }
        match self.actions.as_slice() {
            [] if self.global => {
                writeln!(f, "  carried by: requests to any service, where it applies")?;
            }
            [] => writeln!(f, "  carried by: AWS lists it for no action")?,
            actions => {
                writeln!(f, "  carried by ({}):", actions.len())?;
                for action in actions.iter().take(SHOWN) {
                    writeln!(f, "    {action}")?;
                }
                if let Some(more @ 1..) = actions.len().checked_sub(SHOWN) {
                    writeln!(f, "    and {more} more; `--format json` lists them all")?;
                }
            }
        }
        writeln!(f, "  as of: {}", registry::version().date())
    }
}

/// The actions of AWS that list the key: of the service that declares it, and of others.
fn carriers(name: &str, declaring: Option<&'static Service>) -> Vec<String> {
    if declaring.is_none() && !registry::is_request_tag_key(name) {
        return Vec::new();
    }
    let actions = registry::services().flat_map(Service::actions);
    let carries = |action: &&registry::Action| {
        action.status() == Status::Documented
            && if declaring.is_some() {
                action.condition_key(name).is_some()
            } else {
                action.takes_tags()
            }
    };
    actions.filter(carries).map(ToString::to_string).collect()
}

/// The key as AWS spells it, with what `name` has in place of a placeholder.
fn written(key: &ConditionKey, name: &str) -> Option<String> {
    if key.name().eq_ignore_ascii_case(name) {
        return None;
    }
    let head = key.literal_head();
    Some(format!("{head}{}", name.get(head.len()..)?))
}

fn meaning(name: &str) -> Option<&'static str> {
    let of_provider = || match Claim::of(name) {
        Some(claim) => Some(claim::meaning(claim.name)),
        None => name
            .starts_with("saml:")
            .then_some("What the SAML provider says of the user in its assertion."),
    };
    of_global(name).or_else(of_provider)
}

fn of_global(name: &str) -> Option<&'static str> {
    let lines = include_str!("global_keys.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut rows = lines.filter_map(|line| line.split_once('\t'));
    rows.find(|(key, _)| *key == name).map(|(_, meaning)| meaning)
}

#[cfg(test)]
mod tests {
    use super::of_global;
    use iam_core::registry::global_condition_keys;

    #[test]
    fn every_global_key_has_a_meaning() {
        for key in global_condition_keys() {
            assert!(of_global(key.name()).is_some(), "{}", key.name());
        }
        let lines = include_str!("global_keys.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), global_condition_keys().len());
    }
}
