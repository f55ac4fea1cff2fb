//! The most characters that a policy of each sort may have.
//!
//! Those of IAM are counted without white space, those of Organizations, of sessions and of endpoints as they are
//! written.

/// A managed policy, also one that is set as a permissions boundary.
///
/// Source: [IAM quotas](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)
pub const MANAGED_POLICY: usize = 6_144;

/// All inline policies of a role together.
///
/// Source: [IAM quotas](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)
pub const INLINE_POLICIES_OF_A_ROLE: usize = 10_240;

/// A role trust policy; the quota can be raised.
///
/// Source: [IAM quotas](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html)
pub const TRUST_POLICY: usize = 2_048;

/// The inline session policy of a call of the security token service.
///
/// Source: [AssumeRole](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html)
pub const SESSION_POLICY: usize = 2_048;

/// A service control policy.
///
/// Source: [quotas of Organizations](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html)
pub const SERVICE_CONTROL_POLICY: usize = 10_240;

/// A resource control policy.
///
/// Source: [quotas of Organizations](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html)
pub const RESOURCE_CONTROL_POLICY: usize = 5_120;

/// A resource-based policy of most services, Amazon S3 among them.
///
/// Source: [bucket policies](https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html)
pub const RESOURCE_POLICY: usize = 20_480;

/// A VPC endpoint policy.
///
/// Source: [endpoint policies](https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html)
pub const VPC_ENDPOINT_POLICY: usize = 20_480;
