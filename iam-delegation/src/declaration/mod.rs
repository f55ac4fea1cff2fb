//! What a vendor declares: assets, parameters, roles, policies, topics, rules and documents.

pub(crate) mod arns;
mod asset;
mod assets;
mod event_pattern;
mod event_rule;
mod gate;
mod message;
mod name;
mod parameter;
mod part;
mod policy;
mod product;
pub(crate) mod quota;
mod role;
mod ssm_document;
mod topic;

pub(crate) use asset::bit;
pub use asset::{Asset, UnknownAsset};
pub use assets::{Assets, AssetsError};
pub use event_pattern::{DetailField, DetailTest, DetailValues, EventPattern};
pub use event_rule::EventRule;
pub use gate::{Gate, Presence};
pub use name::NamePattern;
pub(crate) use parameter::longest_in;
pub use parameter::{Parameter, ParameterSource, longest_values};
pub use part::Part;
pub use policy::{InlinePolicy, ManagedPolicy};
pub use product::Product;
pub use role::{InstanceProfile, Role};
pub use ssm_document::SsmDocument;
pub use topic::Topic;
