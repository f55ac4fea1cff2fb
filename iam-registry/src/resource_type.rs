//! Resource types and their ARN formats.

use crate::arn_format::{ArnFormat, arn_formats_of};
use crate::condition_key::ConditionKey;
use crate::service::Service;
use crate::table::{column, list};
use std::fmt;

/// One kind of resource that actions of a service can be limited to.
///
/// Source: [Resource types](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html#resources_table)
#[derive(Clone, Copy)]
pub struct ResourceType {
    service: &'static Service,
    name: &'static str,
    /// ARN formats parted by spaces, condition keys.
    columns: &'static str,
}

impl ResourceType {
    pub(crate) const fn new(
        service: &'static Service,
        name: &'static str,
        columns: &'static str,
    ) -> Self {
        Self { service, name, columns }
    }

    /// The service whose actions use it. The service field of its ARN may be another.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.service
    }

    /// Its name, such as `bucket`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its ARN formats, one or more, with placeholders: `arn:${Partition}:s3:::${BucketName}`.
    pub fn arn_formats(&self) -> impl Iterator<Item = &'static str> + use<> {
        column(self.columns, 0).split(' ')
    }

    /// Its condition keys.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'static ConditionKey> + use<> {
        let service = self.service;
        self.key_names().filter_map(|name| service.condition_key(name))
    }

    pub(crate) fn key_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        list(column(self.columns, 1))
    }
}

impl fmt::Debug for ResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResourceType({} {})", self.service.prefix(), self.name)
    }
}

impl PartialEq for ResourceType {
    fn eq(&self, other: &Self) -> bool {
        self.service == other.service && self.name == other.name
    }
}

impl Eq for ResourceType {}

/// Every resource type, of whatever service, whose ARN has exactly this service field.
///
/// The field is often another than the prefix: `ebs` and `ec2` actions share `arn:…:ec2:…`.
///
/// # Examples
///
/// ```
/// use iam_registry::resource_types_of;
/// assert!(resource_types_of("ec2").any(|it| it.service().prefix() == "ebs"));
/// assert!(resource_types_of("s33").next().is_none());
/// ```
pub fn resource_types_of(arn_service: &str) -> impl Iterator<Item = &'static ResourceType> {
    let mut last = None;
    arn_formats_of(arn_service).iter().map(ArnFormat::resource_type).filter(move |it| {
        let is_new = last != Some(*it);
        last = Some(*it);
        is_new
    })
}
