//! Does the policy of a resource let in strangers?

use crate::answer::Answer;
use crate::granted::Grants;
use crate::public_resource_type::PublicResourceType;
use crate::question::Question;

/// Whether the policy of a resource lets in only whom it names, or who comes from where it names: PASS, or
/// FAIL with a request of a stranger.
///
/// A request is no stranger's if the policy names its principal, or if a condition fixes one of the keys that
/// tell who asks or from where (an account, an organization, a VPC, a source, addresses no broader than `/8`)
/// to values without wildcards; a wildcard behind a fixed account or organization counts as fixed. Resource
/// control policies count where [they are given](crate::LimitedResource). An identity-based policy makes nothing
/// public.
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
pub fn no_public_access(
    policy: &(impl Grants + ?Sized),
    resource_type: PublicResourceType,
) -> Answer {
    Question::of_strangers(policy.granted(), resource_type).today()
}
