//! What is told of a resource type.

use iam_core::registry::ResourceType;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct ResourceFacts {
    pub(super) name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) required: Option<bool>,
    pub(super) arn_formats: Vec<&'static str>,
}

impl ResourceFacts {
    pub(super) fn of(resource_type: &'static ResourceType) -> Self {
        Self {
            name: resource_type.name(),
            required: None,
            arn_formats: resource_type.arn_formats().collect(),
        }
    }
}
