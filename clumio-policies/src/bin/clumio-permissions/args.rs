//! The command line.

use crate::deployment_args::DeploymentArgs;
use crate::diff::DiffArgs;
use crate::format::Format;
use clap::{Parser, Subcommand};
use clap_complete::Shell;
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

    /// Write the policies of roles in fewer characters, proved to say the same; with values for a deployment
    #[arg(long)]
    pub(crate) minimize: bool,

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
