//! What a vendor's product needs in a customer's AWS account: declared once, checked while it
//! compiles, rendered for everybody who reviews, compares or deploys it.
//!
//! AWS calls it delegation: the account's owner gives roles to a third party. A [`Product`] says which
//! roles, topics, event rules and documents there are, with policies that are checked by the macros of
//! `typed-iam`, and which [`Asset`]s bring each in. A [`PolicySet`] is what some assets need, and is
//! written as
//!
//! - the permissions file, with the steps of creating everything by hand ([`PolicySet::to_json`])
//! - a template for CloudFormation ([`PolicySet::to_cloudformation`]) or Terraform
//!   ([`PolicySet::to_terraform`])
//! - tables in Markdown for a pull request ([`PolicySet::to_markdown`])
//! - with the feature `html`, a page for reviewers (`PolicySet::to_html`)
//!
//! Two sets, or two permissions files, are compared by [`PolicySet::compare`] and
//! [`Permissions::compare`]: what a change grants, with a verdict for each part of it.
//!
//! Where the policies still hold parameters, [`PolicySet::resolve`] puts the values of a [`Deployment`]
//! in their place.
//!
//! Source: [access to accounts owned by third parties](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html)

mod access;
mod compare;
mod declaration;
mod deployment;
mod json;
mod permissions_file;
mod review;
mod set;
mod template;
#[cfg(test)]
mod testing;
#[cfg(feature = "yaml")]
mod yaml;

pub use access::RoleAccess;
pub use compare::{
    Access, AccessLevels, AccessPart, Change, Comparison, Element, ElementChange, Elsewhere,
    EntityChange, EntityKind, FieldChange, Grant, Permissions, PermissionsError,
    PermissionsProblem, PolicyChange, PolicyPlace, StatementChange, Totals, Verdict,
};
pub use declaration::quota::{
    assert_names_of_roles_fit, assert_other_names_fit, assert_policies_fit,
};
pub use declaration::{
    Asset, Assets, AssetsError, DetailField, DetailTest, DetailValues, EventPattern, EventRule,
    Gate, InlinePolicy, InstanceProfile, ManagedPolicy, NamePattern, Parameter, ParameterSource,
    Part, Presence, Product, Role, SsmDocument, Topic, UnknownAsset, longest_values,
};
pub use deployment::{
    AccountId, Deployment, ExternalId, IamPath, Partition, Region, StackName, ValueError,
};
pub use iam_core::problem::{Problem, Problems};
pub use set::{
    AddedStatement, PolicyEntry, PolicySet, ProfileEntry, ResolveError, ResolveProblem, Resolved,
    RoleEntry, RuleEntry, SsmDocumentEntry, Stage, StatementEntry, StatementPresence, TopicEntry,
    WithParameters,
};
