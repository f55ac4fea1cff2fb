//! ARN formats by the service field they have.

use super::resource_type::ResourceType;
use super::service::{Service, service};
use super::table::{cmp_ignoring_case, find_by_head, head, list};
use crate::arn::ArnPattern;
use crate::pattern::is_literal;
use std::sync::OnceLock;

/// One ARN format of a resource type, in its fields.
#[derive(Clone, Copy, Debug)]
pub struct ArnFormat {
    resource_type: &'static ResourceType,
    pattern: ArnPattern<'static>,
}

impl ArnFormat {
    /// The resource type that has it.
    #[must_use]
    pub fn resource_type(&self) -> &'static ResourceType {
        self.resource_type
    }

    /// Its fields, with placeholders: `${Region}`.
    #[must_use]
    pub fn pattern(&self) -> ArnPattern<'static> {
        self.pattern
    }
}

/// The formats of every resource type, of whatever service, one of whose ARNs has exactly this
/// service field; formats of such types with another literal field are left out.
///
/// # Examples
///
/// ```
/// use iam_core::registry::arn_formats_of;
/// let queue = arn_formats_of("sqs").first().expect("a format");
/// assert_eq!(queue.pattern().resource, "${QueueName}");
/// assert!(arn_formats_of("s33").is_empty());
/// ```
#[must_use]
pub fn arn_formats_of(arn_service: &str) -> &'static [ArnFormat] {
    arn_service_of(arn_service).map_or(&[], ArnService::formats)
}

/// Whether an ARN may have this service field: a resource type has it, or it is a service prefix.
///
/// # Examples
///
/// ```
/// use iam_core::registry::is_arn_service;
/// assert!(is_arn_service("execute-api"));
/// assert!(!is_arn_service("s33"));
/// ```
#[must_use]
pub fn is_arn_service(text: &str) -> bool {
    arn_service_of(text).is_some() || service(text).is_some_and(|service| service.prefix() == text)
}

/// A service field of ARNs, and the services with resource types that have it.
pub(crate) struct ArnService {
    head: u128,
    name: &'static str,
    prefixes: &'static str,
    formats: OnceLock<Vec<ArnFormat>>,
}

impl ArnService {
    /// See [`arn_formats_of`].
    pub(crate) fn formats(&self) -> &[ArnFormat] {
        self.formats.get_or_init(|| {
            let types = list(self.prefixes).filter_map(service).flat_map(Service::resource_types);
            let mut formats = Vec::new();
            for resource_type in types {
                let patterns =
                    resource_type.arn_formats().filter_map(|it| ArnPattern::parse(it).ok());
                let patterns: Vec<_> = patterns.collect();
                if patterns.iter().any(|it| it.service == self.name) {
                    let fitting = patterns
                        .into_iter()
                        .filter(|it| it.service == self.name || !is_literal(it.service));
                    formats.extend(fitting.map(|pattern| ArnFormat { resource_type, pattern }));
                }
            }
            formats
        })
    }
}

/// The service field of exactly this text, if ARNs of some resource type have it.
pub(crate) fn arn_service_of(text: &str) -> Option<&'static ArnService> {
    static SERVICES: OnceLock<Vec<ArnService>> = OnceLock::new();
    let services = SERVICES.get_or_init(|| {
        let lines = include_str!("../../registry/arn-services.tsv").split_terminator('\n');
        let services = lines.filter_map(|line| line.split_once('\t'));
        let service = |(name, prefixes)| {
            let formats = OnceLock::new();
            ArnService { head: head(name), name, prefixes, formats }
        };
        let mut services: Vec<ArnService> = services.map(service).collect();
        services.sort_unstable_by(|a, b| cmp_ignoring_case(a.name.as_bytes(), b.name.as_bytes()));
        services
    });
    let found = find_by_head(services, text, |service| (service.head, service.name));
    found.filter(|service| service.name == text)
}
