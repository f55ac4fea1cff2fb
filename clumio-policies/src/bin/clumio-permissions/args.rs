//! The command line.

use crate::diff::DiffArgs;
use crate::format::Format;
use clap::{Parser, Subcommand};
use clap_complete::Shell;
use clumio_policies::DeploymentText;
use std::path::PathBuf;

/// Writes what Clumio needs for the assets that it is to protect: as its permissions file, as a
/// template that creates everything, or for people to review.
///
/// Without values for a deployment, template parameters such as `${AWS::Region}` stay in. With
/// any value for a deployment, all of them are needed that have no default.
#[derive(Debug, Parser)]
#[command(name = "clumio-permissions", version, args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    /// What to protect, parted by commas: ec2, rds, dynamodb, s3, mssql
    #[arg(long, value_name = "ASSETS")]
    pub(crate) assets: Option<String>,

    /// List the assets: our name, Clumio's name, what is protected
    #[arg(long)]
    pub(crate) list_assets: bool,

    /// What to write
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(crate) format: Format,

    /// Leave out the actions of services that AWS has shut down; done without asking where a partition has no
    /// room for them
    #[arg(long)]
    pub(crate) drop_retired_actions: bool,

    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) deployment: DeploymentArgs,

    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Diff(Box<DiffArgs>),
    Completions(Completions),
}

/// Print a script that completes this command in a shell
#[derive(Debug, Parser)]
#[command(
    after_help = "Example:\n  clumio-permissions completions bash > ~/.local/share/bash-completion/completions/clumio-permissions"
)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

/// The values of a deployment.
#[derive(Debug, clap::Args)]
pub(crate) struct DeploymentArgs {
    /// The AWS partition [default: that of the region]
    #[arg(long, help_heading = "Deployment")]
    partition: Option<String>,

    /// The region of the connection, such as us-west-2
    #[arg(long, help_heading = "Deployment")]
    region: Option<String>,

    /// Your AWS account
    #[arg(long, value_name = "ID", help_heading = "Deployment")]
    account: Option<String>,

    /// The account of Clumio's control plane
    #[arg(long, value_name = "ID", help_heading = "Deployment")]
    clumio_account: Option<String>,

    /// The account of Clumio that keeps the backups [default: any; give it if you know it]
    #[arg(long, value_name = "ID", help_heading = "Deployment")]
    data_plane_account: Option<String>,

    /// The token that Clumio hands out for the connection: a UUID
    #[arg(long, value_name = "UUID", help_heading = "Deployment")]
    token: Option<String>,

    /// The external id that Clumio shows when it assumes a role
    #[arg(long, value_name = "ID", help_heading = "Deployment")]
    external_id: Option<String>,

    /// The path of roles and managed policies [default: /clumio/]
    #[arg(long, help_heading = "Deployment")]
    path: Option<String>,

    /// The CloudFormation stack that holds the resources, if one does
    #[arg(long, value_name = "NAME", help_heading = "Deployment")]
    stack_name: Option<String>,
}

impl DeploymentArgs {
    pub(crate) fn text(&self) -> DeploymentText<'_> {
        DeploymentText {
            partition: self.partition.as_deref(),
            region: self.region.as_deref(),
            account: self.account.as_deref(),
            clumio_account: self.clumio_account.as_deref(),
            data_plane_account: self.data_plane_account.as_deref(),
            token: self.token.as_deref(),
            external_id: self.external_id.as_deref(),
            path: self.path.as_deref(),
            stack_name: self.stack_name.as_deref(),
        }
    }

    /// Whether any value for a deployment is given.
    pub(crate) fn is_given(&self) -> bool {
        self.text() != DeploymentText::default()
    }
}
