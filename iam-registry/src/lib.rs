//! Every service, action, resource type and condition key of AWS, as facts.
//!
//! Names ignore ASCII case wherever IAM does. What a look-up gives lives as long as the program.
//! A service's table is decoded when something first asks for it, and kept; a program that asks
//! for nothing does not carry the tables.
//!
//! The tables come from the pinned packages named in `tables/SOURCE.tsv` and a hand-written
//! overlay for what those lack; see `docs/decisions/0003-registry-format.md`.
//!
//! # Examples
//!
//! ```
//! use iam_registry::{self as registry, AccessLevel};
//!
//! let action = registry::action("S3:getobject").expect("IAM ignores case");
//! assert_eq!(action.to_string(), "s3:GetObject");
//! assert_eq!(action.access_level(), AccessLevel::Read);
//! assert!(action.resource_types().any(|used| used.resource_type().name() == "object"));
//!
//! assert!(registry::action("s3:HeadObject").is_none());
//! let operation = registry::operation("s3:HeadObject").expect("a well-known operation");
//! assert!(operation.actions().any(|action| action.name() == "GetObject"));
//! ```
//!
//! Source: [Service Authorization Reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)

mod action;
mod arn_format;
mod claim;
mod condition_key;
mod distance;
mod generated;
mod key_prefix;
mod matching;
mod name_index;
mod nearest;
mod operation;
mod partition;
mod resource_type;
mod service;
mod source;
mod status;
mod table;
mod version;

pub use action::{AccessLevel, Action, ActionResourceType, action};
pub use arn_format::{ArnFormat, arn_formats_like, arn_formats_of, is_arn_service};
#[doc(hidden)]
pub use arn_format::{ArnService, arn_service_of, literal_word};
#[doc(hidden)]
pub use claim::is_oauth;
pub use claim::{Claim, ClaimStanding};
pub use condition_key::{
    ConditionKey, ValueType, condition_key, global_condition_key, global_condition_keys,
    is_request_tag_key,
};
pub use key_prefix::services_with_key;
#[doc(hidden)]
pub use matching::actions_of;
pub use matching::{actions_matching, is_known};
pub use nearest::{nearest_actions, nearest_condition_keys, nearest_services};
pub use operation::{Operation, operation, operations};
pub use partition::{Partition, is_partition, is_region, partitions, regions};
pub use resource_type::{ResourceType, resource_types_of};
pub use service::{Service, service, services};
pub use source::{Source, source, sources};
pub use status::Status;
pub use version::{Version, version};
