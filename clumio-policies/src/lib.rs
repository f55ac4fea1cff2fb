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

mod asset;
pub mod base;
mod deployment;
pub mod dynamodb;
pub mod ec2;
mod erratum;
mod event_rules;
mod for_clumio;
pub mod mssql;
mod parameters;
mod product;
pub mod rds;
mod roles;
pub mod s3;
mod ssm_documents;
mod topics;

pub use asset::Asset;
pub(crate) use deployment::SHORT_NAMES;
pub use deployment::{
    Deployment, DeploymentError, DeploymentField, DeploymentProblem, DeploymentText, Token,
    short_name,
};
pub use erratum::{ERRATA, Erratum, ErratumKind};
pub use event_rules::EVENT_RULES;
pub use for_clumio::{
    Assets, ClumioPolicySet, DetailField, DetailTest, EventPattern, EventRule, Gate, InlinePolicy,
    ManagedPolicy, Part, Role, SsmDocument, Topic,
};
pub use iam_delegation::{
    AccountId, AddedStatement, AssetsError, Comparison, ExternalId, IamPath, InstanceProfile,
    NamePattern, Partition, Permissions, PermissionsError, PolicyEntry, ProfileEntry, Region,
    ResolveError, ResolveProblem, Resolved, RoleAccess, RoleEntry, RuleEntry, SsmDocumentEntry,
    StackName, Stage, StatementEntry, TopicEntry, UnknownAsset, ValueError, Verdict,
    WithParameters,
};
pub use parameters::{PROVED_PATH_LEN, longest_values};
pub use product::Clumio;
pub use roles::ROLES;
pub use ssm_documents::SSM_DOCUMENTS;
pub use topics::TOPICS;
