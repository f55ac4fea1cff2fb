//! Clumio's AWS roles and policies as constants that are checked while they compile.
//!
//! Clumio backs up what a customer has in AWS. For that the customer creates roles, policies, an
//! SNS topic and event rules, as the vendor's document "Permissions file details" lists them. This
//! crate holds all of them: one file for each protected service ([`ec2`], [`rds`], [`dynamodb`],
//! [`s3`], [`mssql`]) and one for what is always there ([`base`]), with the purpose of every
//! statement. [`ClumioPolicySet`] picks what some assets need and writes the permissions file.
//!
//! ```
//! use clumio_policies::{Asset, ClumioPolicySet};
//! println!("{}", ClumioPolicySet::for_assets(Asset::Ec2 | Asset::S3).to_json_pretty());
//! ```
//!
//! With the feature `cli`, the program `clumio-permissions` does the same.
//!
//! Which actions a policy holds is as in the document, with its mistakes corrected ([`ERRATA`]);
//! how a statement is scoped is as in the vendor's public Terraform module, even where that cannot
//! work: such statements stand under `expect` with the reason.
//!
//! Source: Clumio, "Permissions file details", state of May 2024; `clumio-code/terraform-clumio-aws-template`
//! at c6195f8b

mod access;
mod asset;
mod assets;
pub mod base;
mod deployment;
pub mod dynamodb;
pub mod ec2;
mod erratum;
mod event_pattern;
mod event_rule;
mod file;
mod gate;
mod json;
mod longest;
mod message;
pub mod mssql;
mod name;
mod part;
mod policy;
mod quota;
pub mod rds;
mod role;
mod roles;
pub mod s3;
mod set;
mod ssm_document;
mod steps;
mod topic;

pub use access::RoleAccess;
pub use asset::{Asset, UnknownAsset};
pub use assets::{Assets, AssetsError};
pub use deployment::{
    AccountId, Deployment, DeploymentError, DeploymentField, DeploymentProblem, DeploymentText,
    ExternalId, IamPath, Partition, Region, StackName, Token, ValueError,
};
pub use erratum::{ERRATA, Erratum, ErratumKind};
pub use event_pattern::{DetailField, DetailTest, EventPattern};
pub use event_rule::{EVENT_RULES, EventRule};
pub use gate::Gate;
pub use longest::{PROVED_PATH_LEN, longest_values};
pub use name::NamePattern;
pub use part::Part;
pub use policy::{InlinePolicy, ManagedPolicy};
pub use role::{InstanceProfile, Role};
pub use roles::ROLES;
pub use set::{
    AddedStatement, ClumioPolicySet, PolicyEntry, ResolveError, ResolveProblem, Resolved,
    RoleEntry, RuleEntry, SsmDocumentEntry, Stage, StatementEntry, TopicEntry, WithParameters,
};
pub use ssm_document::{SSM_DOCUMENTS, SsmDocument};
pub use topic::{TOPICS, Topic};
