//! The values of a deployment, as the command line gives them.

use crate::complaint::{Complaint, complaint};
use clumio_policies::{Deployment, DeploymentText};

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

/// The deployment, if any value for one is given.
pub(crate) fn deployment(args: &DeploymentArgs) -> Result<Option<Deployment>, Complaint> {
    if !args.is_given() {
        return Ok(None);
    }
    args.text().read().map(Some).map_err(|error| complaint(error.problems()))
}
