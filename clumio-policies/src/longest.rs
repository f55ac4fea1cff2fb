//! How long the values of parameters can get.

use typed_iam::ParameterLength;

/// The longest [`Path`](crate::IamPath) for which every quota is proved while this crate compiles.
///
/// IAM allows 512 characters, of which ten copies would not fit into `ClumioBaseManagedPolicy`. A
/// longer path is measured when a set is [resolved](crate::ClumioPolicySet::resolve).
pub const PROVED_PATH_LEN: usize = 128;

/// The most characters that each parameter can stand for, in a partition and region whose names
/// have these many characters.
///
/// | parameter | longest | why |
/// |---|---|---|
/// | `AWS::AccountId`, `ClumioAccountId`, `ClumioDataPlaneAccountId` | 12 | an account id |
/// | `Token` | 36 | a UUID |
/// | `ExternalId` | 1224 | the longest that STS takes |
/// | `Path` | [`PROVED_PATH_LEN`] | the vendor's own, `/clumio/`, has 8 |
/// | `RegionShort` | 5 | the longest in the vendor's table, `ane-1` |
/// | `StackName` | 128 | the longest that CloudFormation takes |
///
/// Source: [STS `AssumeRole`](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html),
/// [CloudFormation `CreateStack`](https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html)
#[must_use]
pub const fn longest_values(partition: usize, region: usize) -> [ParameterLength; 10] {
    const fn at_most(name: &'static str, longest: usize) -> ParameterLength {
        ParameterLength { name, longest }
    }
    [
        at_most("AWS::Partition", partition),
        at_most("AWS::Region", region),
        at_most("AWS::AccountId", 12),
        at_most("ClumioAccountId", 12),
        at_most("ClumioDataPlaneAccountId", 12),
        at_most("Token", 36),
        at_most("ExternalId", 1224),
        at_most("Path", PROVED_PATH_LEN),
        at_most("RegionShort", 5),
        at_most("StackName", 128),
    ]
}
