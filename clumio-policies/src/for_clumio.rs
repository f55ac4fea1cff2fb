//! What any vendor declares, for the assets of Clumio.

use crate::asset::Asset;
use crate::product::Clumio;
use iam_delegation::WithParameters;

/// The roles, policies, topic and event rules that some assets need.
///
/// At first policies and names hold template parameters, in CloudFormation's notation:
/// `${AWS::Region}`, `${Token}`. [`resolve`](iam_delegation::PolicySet::resolve) puts the values of a
/// [`Deployment`](crate::Deployment) in their place; what it returns is of another type, so
/// that a set with parameters is not taken for one without.
///
/// # Examples
///
/// ```
/// use clumio_policies::{Asset, ClumioPolicySet};
/// let json = ClumioPolicySet::for_assets(Asset::Ec2 | Asset::S3).to_json();
/// assert!(json.contains("ClumioIAMRole-${RegionShort}-${Token}"));
///
/// let databases = ClumioPolicySet::for_assets(Asset::Rds | Asset::DynamoDb);
/// let names: Vec<_> = databases.roles().iter().map(|role| role.entity).collect();
/// assert_eq!(names, ["ClumioIAMRole", "ClumioSupportRole"]);
///
/// let with_s3 = databases.statements_added_by(Asset::S3);
/// assert!(with_s3.iter().any(|added| added.policy == "ClumioS3RestorePolicy"));
/// assert!(with_s3.iter().all(|added| added.policy != "ClumioKMSPolicy"));
/// ```
///
/// Once resolved, its roles can be asked what they may do:
///
/// ```
/// use clumio_policies::{Asset, ClumioPolicySet, DeploymentText};
/// use typed_iam::evaluate::Context;
/// # let deployment = DeploymentText {
/// #     account: Some("111122223333"), region: Some("us-west-2"), clumio_account: Some("444455556666"),
/// #     data_plane_account: Some("777788889999"), external_id: Some("ExternalID_42"),
/// #     token: Some("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"), ..DeploymentText::default()
/// # }.read()?;
/// let set = ClumioPolicySet::for_assets(Asset::Ec2).resolve(&deployment)?;
/// let role = set.role("ClumioIAMRole").expect("every set has it");
/// let snapshot = "arn:aws:ec2:us-west-2::snapshot/snap-0123456789abcdef0";
/// assert!(!role.can("ec2:DeleteSnapshot", snapshot)?);
/// let tagged = Context::new().with("aws:ResourceTag/Vendor", "Clumio");
/// assert!(role.can_with("ec2:DeleteSnapshot", snapshot, tagged)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub type ClumioPolicySet<S = WithParameters> = iam_delegation::PolicySet<Clumio, S>;

/// A choice of at least one [`Asset`]; [`Asset::MsSql`] brings [`Asset::Ec2`] along.
pub type Assets = iam_delegation::Assets<Asset>;

/// The choices of assets that bring something in.
pub type Gate = iam_delegation::Gate<Asset>;

/// Statements of a policy, and the choices of assets that bring them in.
pub type Part = iam_delegation::Part<Asset>;

/// A policy that is written into a role.
pub type InlinePolicy = iam_delegation::InlinePolicy<Asset>;

/// A policy that stands on its own and is attached to a role.
pub type ManagedPolicy = iam_delegation::ManagedPolicy<Asset>;

/// A role that the customer creates. Its quotas are checked while this crate compiles; see
/// [`ROLES`](crate::ROLES).
pub type Role = iam_delegation::Role<Asset>;

/// An SNS topic in the customer's account.
pub type Topic = iam_delegation::Topic<Asset>;

/// An EventBridge rule that sends what it picks to a topic.
pub type EventRule = iam_delegation::EventRule<Asset>;

/// The events that a rule picks.
pub type EventPattern = iam_delegation::EventPattern<Asset>;

/// What one field of an event's `detail` has to be.
pub type DetailField = iam_delegation::DetailField<Asset>;

/// What a field of an event has to be.
pub type DetailTest = iam_delegation::DetailTest<Asset>;

/// A Systems Manager document that Clumio runs on instances.
pub type SsmDocument = iam_delegation::SsmDocument<Asset>;
