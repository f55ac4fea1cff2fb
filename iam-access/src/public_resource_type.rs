//! The types of resource that can be public.

use std::fmt;
use std::str::FromStr;

/// A type of resource that AWS answers the question for.
///
/// # Examples
///
/// ```
/// use iam_access::PublicResourceType;
/// assert!("AWS::S3::Bucket".parse::<PublicResourceType>().is_ok());
/// let error = "AWS::S3::Buckets".parse::<PublicResourceType>().unwrap_err();
/// assert!(error.to_string().ends_with("did you mean `AWS::S3::Bucket`?"));
/// ```
///
/// Source: [`CheckNoPublicAccess`](https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoPublicAccess.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PublicResourceType(&'static str);

/// The types, by the names of AWS.
const TYPES: [&str; 26] = [
    "AWS::ApiGateway::RestApi",
    "AWS::Backup::BackupVault",
    "AWS::CloudTrail::Dashboard",
    "AWS::CloudTrail::EventDataStore",
    "AWS::CodeArtifact::Domain",
    "AWS::DynamoDB::Stream",
    "AWS::DynamoDB::Table",
    "AWS::EFS::FileSystem",
    TRUST_POLICY,
    "AWS::KMS::Key",
    "AWS::Kinesis::Stream",
    "AWS::Kinesis::StreamConsumer",
    "AWS::Lambda::Function",
    "AWS::OpenSearchService::Domain",
    ACCESS_POINT,
    "AWS::S3::Bucket",
    "AWS::S3::Glacier",
    "AWS::S3Express::AccessPoint",
    "AWS::S3Express::DirectoryBucket",
    "AWS::S3Outposts::AccessPoint",
    "AWS::S3Outposts::Bucket",
    "AWS::S3Tables::Table",
    "AWS::S3Tables::TableBucket",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
    "AWS::SecretsManager::Secret",
];

const TRUST_POLICY: &str = "AWS::IAM::AssumeRolePolicyDocument";
const ACCESS_POINT: &str = "AWS::S3::AccessPoint";

impl PublicResourceType {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        TYPES.into_iter().map(Self)
    }

    /// As AWS writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Whether its policies are trust policies of roles.
    #[must_use]
    pub fn is_trust_policy(self) -> bool {
        self.0 == TRUST_POLICY
    }

    pub(crate) fn is_access_point(self) -> bool {
        self.0 == ACCESS_POINT
    }
}

/// A type of resource that AWS does not answer the question for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicResourceTypeError {
    text: String,
}

impl fmt::Display for PublicResourceTypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = iam_core::visible::visible(&self.text);
        write!(f, "`{text}` is not one of the {} resource types that AWS checks", TYPES.len())?;
        match iam_core::spelling::nearest(&self.text, TYPES) {
            Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for PublicResourceTypeError {}

impl FromStr for PublicResourceType {
    type Err = PublicResourceTypeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::all().find(|it| it.0 == text);
        found.ok_or_else(|| PublicResourceTypeError { text: text.to_owned() })
    }
}

impl fmt::Display for PublicResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}
