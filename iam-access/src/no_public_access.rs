//! Does the policy of a resource let in strangers?

use crate::answer::Answer;
use crate::difference::Difference;
use crate::fact::Facts;
use crate::principal::Named;
use crate::rule::Rules;
use crate::setting::{Side, Strangers};
use crate::simulator::OnResource;
use crate::trusted::are_trusted;
use crate::witness::Accounts;
use iam_core::policy::{Effect, Policy, PrincipalElement};
use iam_evaluate::{Request, ResourceBased};
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

/// Whether the policy of a resource lets in only whom it names, or who comes from where it names: PASS, or
/// FAIL with a request of a stranger.
///
/// A request is no stranger's if the policy names its principal, or if a condition fixes one of the keys that
/// tell who asks or from where (an account, an organization, a VPC, a source, addresses no broader than `/8`)
/// to values without wildcards; a wildcard behind a fixed account or organization counts as fixed.
///
/// # Examples
///
/// ```
/// use iam_access::{PublicResourceType, Verdict, no_public_access};
/// use iam_core::policy::ResourcePolicy;
/// let policy = |condition: &str| -> ResourcePolicy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*",
///         "Condition": {condition} }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let bucket: PublicResourceType = "AWS::S3::Bucket".parse()?;
/// let ours = policy(r#"{ "StringEquals": { "aws:PrincipalOrgID": "o-exampleorg" } }"#);
/// assert_eq!(no_public_access(&ours, bucket).verdict(), Verdict::Pass);
/// let encrypted = policy(r#"{ "Bool": { "aws:SecureTransport": "true" } }"#);
/// assert_eq!(no_public_access(&encrypted, bucket).verdict(), Verdict::Fail);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: [`CheckNoPublicAccess`](https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoPublicAccess.html)
#[must_use]
pub fn no_public_access<K: ResourceBased>(
    policy: &Policy<K>,
    resource_type: PublicResourceType,
) -> Answer {
    let mut facts = Facts::default();
    let rules = Rules::new(policy, &mut facts);
    let simulator = OnResource::new(policy);
    let confirms = |request: &Request, _: &Accounts| simulator.allows(request);
    let allows = |request: &Request, at| simulator.grants_by(request, at);
    let of_access_point = resource_type.0 == ACCESS_POINT;
    let strangers =
        Strangers { named: named(policy), trust_providers: resource_type.is_trust_policy() };
    Difference {
        strangers: Some(&strangers),
        is_out_of_question: &|world, answers| are_trusted(world, answers, of_access_point),
        ..Difference::new(Side::Resource, &facts, [&Rules::default(), &rules], &confirms, &allows)
    }
    .answer()
}

/// The accounts, roles and users that a policy names to let them in: by allowing them something, or by leaving
/// them out of a denial.
fn named<K: ResourceBased>(policy: &Policy<K>) -> Vec<Named> {
    let elements = policy.statements().iter().filter_map(|statement| {
        let element = statement.principal.as_ref()?;
        let names = matches!(
            (statement.effect, element),
            (Effect::Allow, PrincipalElement::Principal(_))
                | (Effect::Deny, PrincipalElement::NotPrincipal(_))
        );
        names.then_some(element)
    });
    let all = elements.flat_map(Named::of);
    let mut all: Vec<_> =
        all.filter(|named| matches!(named, Named::Account(_) | Named::Identity(_))).collect();
    all.sort_unstable();
    all.dedup();
    all
}
