//! Which services declare condition keys of a prefix: often others than the one whose actions have it.

use crate::service::{Service, services};
use iam_language::pattern::is_literal;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The services that declare the condition key `text`, whatever prefix their own actions have.
///
/// # Examples
///
/// ```
/// use iam_registry::services_with_key;
/// let first = services_with_key("ec2:osuser").next();
/// assert_eq!(first.map(|service| service.prefix()), Some("ec2-instance-connect"));
/// assert!(services_with_key("ec2:osusr").next().is_none());
/// ```
pub fn services_with_key(text: &str) -> impl Iterator<Item = &'static Service> {
    let prefix = text.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let Prefixes { literal, open } = prefixes();
    let of_prefix = literal.get(prefix.as_str()).into_iter().flatten();
    of_prefix.chain(open).copied().filter(move |service| service.condition_key(text).is_some())
}

/// The services by the prefixes of their keys: a walk over all of them for each key would take long.
struct Prefixes {
    /// By prefix in lower case.
    literal: HashMap<String, Vec<&'static Service>>,
    /// Those with keys whose prefix has a placeholder in it.
    open: Vec<&'static Service>,
}

fn prefixes() -> &'static Prefixes {
    static PREFIXES: OnceLock<Prefixes> = OnceLock::new();
    PREFIXES.get_or_init(|| {
        let (mut literal, mut open) = (HashMap::<String, Vec<_>>::new(), Vec::new());
        for service in services() {
            for key in service.condition_keys() {
                let prefix = key.name().split(':').next().unwrap_or_default();
                let services = if is_literal(prefix) {
                    literal.entry(prefix.to_ascii_lowercase()).or_default()
                } else {
                    &mut open
                };
                if services.last() != Some(&service) {
                    services.push(service);
                }
            }
        }
        Prefixes { literal, open }
    })
}
