//! The values of one deployment.

use super::token::Token;
use iam_delegation::{AccountId, ExternalId, IamPath, Partition, Region, StackName};

/// The values that stand for the parameters of a set.
///
/// Each is of a type that holds only what fits. [`DeploymentText`](super::DeploymentText)
/// reads all of them from text and reports everything that is wrong at once.
///
/// # Examples
///
/// ```
/// use clumio_policies::{Asset, ClumioPolicySet, Deployment, Partition};
/// let deployment = Deployment {
///     partition: Partition::Aws,
///     region: "us-west-2".parse()?,
///     account: "111122223333".parse()?,
///     clumio_account: "444455556666".parse()?,
///     data_plane_account: Some("777788889999".parse()?),
///     token: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0".parse()?,
///     external_id: "ExternalID_42".parse()?,
///     path: "/clumio/".parse()?,
///     stack_name: None,
/// };
/// let ready = ClumioPolicySet::for_assets(Asset::S3).resolve(&deployment)?;
/// assert!(!ready.to_json().contains("${"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "these are the parameters of the vendor's policies")]
pub struct Deployment {
    /// `AWS::Partition`: the partition of `region`.
    pub partition: Partition,
    /// `AWS::Region`, and through its short name `RegionShort`.
    pub region: Region,
    /// `AWS::AccountId`: the customer's account.
    pub account: AccountId,
    /// `ClumioAccountId`: the account of Clumio's control plane, whose roles take on the customer's.
    pub clumio_account: AccountId,
    /// `ClumioDataPlaneAccountId`: the account of Clumio that keeps the backups.
    ///
    /// Give it whenever it is known. Without one, `*` stands in its place, as in the vendor's
    /// module: ARNs then name the snapshots and event buses of every account, and `StringEquals`
    /// compares `s3:ResourceAccount` with a literal `*`, so that no S3 backup can be written.
    pub data_plane_account: Option<AccountId>,
    /// `Token`: what Clumio hands out for the connection.
    pub token: Token,
    /// `ExternalId`: what Clumio shows when it takes on a role.
    pub external_id: ExternalId,
    /// `Path`: below which roles and managed policies are created; `/clumio/` in the vendor's module.
    pub path: IamPath,
    /// `StackName`: the CloudFormation stack that holds the resources, if one does.
    ///
    /// Without one, `Clumio-` and the token stand for it: a name that no other stack has.
    pub stack_name: Option<StackName>,
}

impl iam_delegation::Deployment for Deployment {
    fn partition(&self) -> Partition {
        self.partition
    }

    fn region(&self) -> &Region {
        &self.region
    }

    fn account(&self) -> &AccountId {
        &self.account
    }

    fn value(&self, parameter: &str) -> Option<String> {
        match parameter {
            "ClumioAccountId" => Some(self.clumio_account.to_string()),
            "ClumioDataPlaneAccountId" => self.data_plane_account.as_ref().map(ToString::to_string),
            "Token" => Some(self.token.to_string()),
            "ExternalId" => Some(self.external_id.to_string()),
            "Path" => Some(self.path.to_string()),
            "StackName" => self.stack_name.as_ref().map(ToString::to_string),
            _ => None,
        }
    }
}
