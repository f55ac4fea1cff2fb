//! What a vendor's product needs in a customer's AWS account: declared once, checked while it
//! compiles, rendered for everybody who reviews, compares or deploys it.
//!
//! AWS calls it delegation: the account's owner gives roles to a third party. A [`Product`] says which
//! roles, topics, event rules and documents there are, with policies that are checked by the macros of
//! `typed-iam`, and which [`Asset`]s bring each in. A [`PolicySet`] is what some assets need, and is
//! written as
//!
//! - the permissions file, with the steps of creating everything by hand ([`PolicySet::to_json`])
//! - tables in Markdown for a pull request ([`PolicySet::to_markdown`])
//! - with the feature `html`, a page for reviewers (`PolicySet::to_html`)
//!
//! Where the policies still hold parameters, [`PolicySet::resolve`] puts the values of a [`Deployment`]
//! in their place.
//!
//! Source: [access to accounts owned by third parties](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html)

mod access;
mod arns;
mod asset;
mod assets;
mod deployment;
mod event_pattern;
mod event_rule;
mod file;
mod gate;
mod json;
mod message;
mod name;
mod parameter;
mod part;
mod policy;
mod product;
mod quota;
mod review;
mod role;
mod set;
mod ssm_document;
mod steps;
#[cfg(test)]
mod testing;
mod topic;

pub use access::RoleAccess;
pub(crate) use arns::Arns;
pub use asset::{Asset, UnknownAsset};
pub use assets::{Assets, AssetsError};
pub use deployment::{
    AccountId, Deployment, ExternalId, IamPath, Partition, Region, StackName, ValueError,
};
pub use event_pattern::{DetailField, DetailTest, EventPattern};
pub use event_rule::EventRule;
pub use gate::{Gate, Presence};
pub use name::NamePattern;
pub use parameter::{Parameter, ParameterSource, longest_values};
pub use part::Part;
pub use policy::{InlinePolicy, ManagedPolicy};
pub use product::Product;
pub use quota::{assert_names_of_roles_fit, assert_other_names_fit, assert_policies_fit};
pub use role::{InstanceProfile, Role};
pub use set::{
    AddedStatement, DetailValues, PolicyEntry, PolicySet, ProfileEntry, ResolveError,
    ResolveProblem, Resolved, RoleEntry, RuleEntry, SsmDocumentEntry, Stage, StatementEntry,
    StatementPresence, TopicEntry, WithParameters,
};
pub use ssm_document::SsmDocument;
pub use topic::Topic;
