//! Which names of services there are in `Principal`.

use iam_language::spelling::nearest;
use iam_registry::{self as registry, Service};
use std::sync::OnceLock;

/// Whether `text` can be the name of a service in `Principal`, and the service of AWS whose actions have its
/// prefix, if it is one of those.
///
/// Known are the prefixes of all services, and names that AWS's own policies and guides use, with what may
/// stand around them: a part before, a region behind.
///
/// # Errors
///
/// The name that was likely meant, if there is one.
///
/// # Examples
///
/// ```
/// use iam_checks::service_principal;
/// assert!(service_principal("ecs-tasks.amazonaws.com").is_ok());
/// assert_eq!(service_principal("lamda.amazonaws.com"), Err(Some("lambda.amazonaws.com".to_owned())));
/// ```
///
/// Source: ours; AWS publishes no full list.
pub fn service_principal(text: &str) -> Result<Option<&'static Service>, Option<String>> {
    let lower = text.to_ascii_lowercase();
    if !is_name(&lower) {
        return Err(meant(&lower));
    }
    let service = split(&lower).and_then(|(names, _)| parts(names));
    Ok(service.and_then(|(_, service, _)| registry::service(service)))
}

/// Whether `text` can be the name of a service in `Principal`.
pub(crate) fn is_service_principal(text: &str) -> bool {
    is_name(&text.to_ascii_lowercase())
}

/// Whether text in lower case can be the name of a service in `Principal`.
fn is_name(lower: &str) -> bool {
    if let Some((names, _)) = split(lower) {
        return parts(names).is_some_and(|(_, service, _)| is_known(service));
    }
    // Of names inside of AWS (`rds.aws.internal`), nothing is known.
    let is_other = [".aws.internal", ".api.aws", ".aws"];
    is_other.iter().any(|domain| lower.ends_with(domain)) || is_of_alexa(lower)
}

/// What was meant by text in lower case that is no such name.
fn meant(lower: &str) -> Option<String> {
    let Some((names, domain)) = split(lower) else {
        let name = lower.split('.').next().unwrap_or_default();
        return is_known(name).then(|| format!("{name}.amazonaws.com"));
    };
    let (before, service, region) = parts(names)?;
    let prefixes = registry::services().map(registry::Service::prefix);
    // Short names are near to too many others.
    let near = nearest(service, prefixes.chain(listed().iter().copied()));
    let near = near.filter(|_| service.len() > 3)?;
    let region = region.map(|region| format!(".{region}")).unwrap_or_default();
    Some(format!("{before}{near}{region}{domain}"))
}

/// The name of the service, with what stands before it and the region behind it.
fn parts(names: &str) -> Option<(&str, &str, Option<&str>)> {
    let (rest, region) = match names.rsplit_once('.') {
        Some((rest, last)) if registry::is_region(last) => (rest, Some(last)),
        None if registry::is_region(names) => return None,
        _ => (names, None),
    };
    let (before, service) = rest.split_at(rest.rfind('.').map_or(0, |at| at + 1));
    Some((before, service, region))
}

/// What stands before a domain of a partition, and the domain.
fn split(text: &str) -> Option<(&str, &str)> {
    let domains = [
        ".amazonaws.com",
        ".amazonaws.com.cn",
        ".amazonaws.eu",
        ".c2s.ic.gov",
        ".sc2s.sgov.gov",
        ".cloud.adc-e.uk",
        ".csp.hci.ic.gov",
    ];
    domains.into_iter().find_map(|domain| Some((text.strip_suffix(domain)?, domain)))
}

/// Alexa's skills call functions of Lambda by names of their own.
///
/// Source: [permissions of Lambda](https://docs.aws.amazon.com/lambda/latest/dg/services-alexa.html)
fn is_of_alexa(text: &str) -> bool {
    text.strip_suffix(".amazon.com").is_some_and(|name| name.starts_with("alexa-"))
}

fn is_known(name: &str) -> bool {
    registry::is_arn_service(name)
        || registry::service(name).is_some()
        || listed().binary_search(&name).is_ok()
}

/// The names of services that are no prefixes; sorted.
fn listed() -> &'static [&'static str] {
    static LISTED: OnceLock<Vec<&'static str>> = OnceLock::new();
    LISTED.get_or_init(|| {
        let lines = include_str!("service_names.txt").lines();
        let rows = lines.filter(|line| !line.starts_with('#'));
        rows.filter_map(|line| line.split('\t').next()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{listed, service_principal};

    #[test]
    fn variants_of_known_services_are_known() {
        for name in [
            "ecs-tasks.amazonaws.com",
            "delivery.logs.amazonaws.com",
            "logs.eu-west-1.amazonaws.com",
            "ec2.amazonaws.com.cn",
            "Lambda.amazonaws.com",
            "alexa-appkit.amazon.com",
            "rds.aws.internal",
            "member.org.stacksets.cloudformation.amazonaws.com",
            "dnssec-route53.amazonaws.com",
            "reachabilityanalyzer.networkinsights.amazonaws.com",
        ] {
            assert!(service_principal(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn the_nearest_name_is_offered() {
        for (name, meant) in [
            ("lamda.amazonaws.com", Some("lambda.amazonaws.com")),
            ("ecs-task.amazonaws.com", Some("ecs-tasks.amazonaws.com")),
            ("delivery.lgos.amazonaws.com", Some("delivery.logs.amazonaws.com")),
            ("stattes.eu-west-1.amazonaws.com", Some("states.eu-west-1.amazonaws.com")),
            ("lambda", Some("lambda.amazonaws.com")),
            ("lambda.amazon.aws.com", Some("lambda.amazonaws.com")),
            ("lambda.amazon.com", Some("lambda.amazonaws.com")),
            ("frobnicator.amazon.com", None),
            ("frobnicator.amazonaws.com", None),
        ] {
            assert_eq!(service_principal(name), Err(meant.map(str::to_owned)), "{name}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_adds_to_the_registry() {
        let names = listed();
        assert!(names.is_sorted());
        let known = names.iter().find(|name| iam_registry::service(name).is_some());
        assert_eq!(known, None);
    }
}
