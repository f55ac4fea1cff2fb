//! Partitions of AWS.

use super::ValueError;
use std::fmt;
use std::str::FromStr;

/// A partition of AWS in which a product can be used: all but the isolated and sovereign ones.
///
/// Source: [partitions](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Partition {
    /// `aws`: the commercial regions.
    Aws,
    /// `aws-cn`: the regions in China.
    AwsCn,
    /// `aws-us-gov`: the regions for the government of the USA.
    AwsUsGov,
}

impl Partition {
    /// What fits: a partition's name.
    pub const EXPECTED: &'static str = "a partition: `aws`, `aws-cn` or `aws-us-gov`";

    /// As an ARN spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsCn => "aws-cn",
            Self::AwsUsGov => "aws-us-gov",
        }
    }
}

impl fmt::Display for Partition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Partition {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        [Self::Aws, Self::AwsCn, Self::AwsUsGov]
            .into_iter()
            .find(|partition| partition.as_str() == text)
            .ok_or_else(|| ValueError::new(text, Self::EXPECTED))
    }
}
