//! What a resource-based policy hangs on.

use std::fmt;
use std::str::FromStr;

/// The resource that a resource-based policy is attached to, as `validate-policy` names it.
///
/// # Examples
///
/// ```
/// use iam_checks::PolicyResourceType;
/// let bucket: PolicyResourceType = "AWS::S3::Bucket".parse()?;
/// assert_eq!(bucket, PolicyResourceType::S3Bucket);
/// # Ok::<(), iam_checks::PolicyResourceTypeError>(())
/// ```
///
/// Source: [`ValidatePolicy`](https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html), `validatePolicyResourceType`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PolicyResourceType {
    /// `AWS::S3::Bucket`
    S3Bucket,
    /// `AWS::S3::AccessPoint`
    S3AccessPoint,
    /// `AWS::S3::MultiRegionAccessPoint`
    S3MultiRegionAccessPoint,
    /// `AWS::S3ObjectLambda::AccessPoint`
    S3ObjectLambdaAccessPoint,
    /// `AWS::IAM::AssumeRolePolicyDocument`: a role trust policy.
    AssumeRolePolicyDocument,
    /// `AWS::DynamoDB::Table`
    DynamoDbTable,
    /// `AWS::EC2::VPCEndpoint`: a VPC endpoint policy. Ours; `validate-policy` has none.
    VpcEndpoint,
}

impl PolicyResourceType {
    /// Every one.
    pub const ALL: &[Self] = &[
        Self::S3Bucket,
        Self::S3AccessPoint,
        Self::S3MultiRegionAccessPoint,
        Self::S3ObjectLambdaAccessPoint,
        Self::AssumeRolePolicyDocument,
        Self::DynamoDbTable,
        Self::VpcEndpoint,
    ];

    /// AWS's name of it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::S3Bucket => "AWS::S3::Bucket",
            Self::S3AccessPoint => "AWS::S3::AccessPoint",
            Self::S3MultiRegionAccessPoint => "AWS::S3::MultiRegionAccessPoint",
            Self::S3ObjectLambdaAccessPoint => "AWS::S3ObjectLambda::AccessPoint",
            Self::AssumeRolePolicyDocument => "AWS::IAM::AssumeRolePolicyDocument",
            Self::DynamoDbTable => "AWS::DynamoDB::Table",
            Self::VpcEndpoint => "AWS::EC2::VPCEndpoint",
        }
    }
}

impl fmt::Display for PolicyResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for PolicyResourceType {
    type Err = PolicyResourceTypeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.iter().find(|it| it.as_str() == text);
        named.copied().ok_or(PolicyResourceTypeError(()))
    }
}

/// Text that names no resource type of `validate-policy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PolicyResourceTypeError(());

impl fmt::Display for PolicyResourceTypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a resource type that `validate-policy` knows; those are")?;
        PolicyResourceType::ALL.iter().try_for_each(|it| write!(f, " `{it}`"))
    }
}

impl std::error::Error for PolicyResourceTypeError {}
