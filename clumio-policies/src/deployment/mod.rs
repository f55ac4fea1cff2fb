//! Where a set is put: the values of its parameters.

mod account_id;
mod external_id;
mod iam_path;
mod partition;
mod region;
mod stack_name;
mod text;
mod token;
mod value;

pub use account_id::AccountId;
pub use external_id::ExternalId;
pub use iam_path::IamPath;
pub use partition::Partition;
pub use region::Region;
pub use stack_name::StackName;
pub use text::{DeploymentError, DeploymentField, DeploymentProblem, DeploymentText};
pub use token::Token;
pub use value::ValueError;
use value::text_value;

/// The values that stand for the parameters of a set.
///
/// Each is of a type that holds only what fits. [`DeploymentText`] reads all of them from text and
/// reports everything that is wrong at once.
///
/// # Examples
///
/// ```
/// use clumio_policies::{Asset, ClumioPolicySet, Deployment, IamPath, Partition};
/// let deployment = Deployment {
///     partition: Partition::Aws,
///     region: "us-west-2".parse()?,
///     account: "111122223333".parse()?,
///     clumio_account: "444455556666".parse()?,
///     data_plane_account: Some("777788889999".parse()?),
///     token: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0".parse()?,
///     external_id: "ExternalID_42".parse()?,
///     path: IamPath::default(),
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
    /// `Path`: below which roles and managed policies are created.
    pub path: IamPath,
    /// `StackName`: the CloudFormation stack that holds the resources, if one does.
    ///
    /// Without one, `Clumio-` and the token stand for it: a name that no other stack has.
    pub stack_name: Option<StackName>,
}

impl Deployment {
    /// Each parameter, by the name that it has in the templates, with its value.
    pub(crate) fn values(&self) -> Vec<(&'static str, String)> {
        let stack_name = match &self.stack_name {
            Some(name) => name.to_string(),
            None => format!("Clumio-{}", self.token),
        };
        let data_plane_account = match &self.data_plane_account {
            Some(account) => account.to_string(),
            None => "*".to_owned(),
        };
        vec![
            ("AWS::Partition", self.partition.to_string()),
            ("AWS::Region", self.region.to_string()),
            ("AWS::AccountId", self.account.to_string()),
            ("ClumioAccountId", self.clumio_account.to_string()),
            ("ClumioDataPlaneAccountId", data_plane_account),
            ("Token", self.token.to_string()),
            ("ExternalId", self.external_id.to_string()),
            ("Path", self.path.to_string()),
            ("RegionShort", self.region.short_name().unwrap_or_default().to_owned()),
            ("StackName", stack_name),
        ]
    }
}
