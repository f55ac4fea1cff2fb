//! Partitions of AWS.

use super::value::ValueError;
use iam_core::registry;
use std::fmt;
use std::str::FromStr;

/// A partition of AWS: a part with accounts and regions of its own.
///
/// Source: [partitions](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Partition {
    /// `aws`: the commercial regions.
    Aws,
    /// `aws-cn`: the regions in China.
    AwsCn,
    /// `aws-eusc`: the European Sovereign Cloud.
    AwsEusc,
    /// `aws-us-gov`: the regions for the government of the USA.
    AwsUsGov,
    /// `aws-iso`: isolated regions of the USA.
    AwsIso,
    /// `aws-iso-b`: isolated regions of the USA.
    AwsIsoB,
    /// `aws-iso-e`: isolated regions in Europe.
    AwsIsoE,
    /// `aws-iso-f`: isolated regions of the USA.
    AwsIsoF,
}

impl Partition {
    /// What fits: a partition's name.
    pub const EXPECTED: &'static str = "a partition such as `aws`, `aws-cn` or `aws-us-gov`";

    /// Every partition.
    pub const ALL: [Self; 8] = [
        Self::Aws,
        Self::AwsCn,
        Self::AwsEusc,
        Self::AwsUsGov,
        Self::AwsIso,
        Self::AwsIsoB,
        Self::AwsIsoE,
        Self::AwsIsoF,
    ];

    /// As an ARN spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::AwsCn => "aws-cn",
            Self::AwsEusc => "aws-eusc",
            Self::AwsUsGov => "aws-us-gov",
            Self::AwsIso => "aws-iso",
            Self::AwsIsoB => "aws-iso-b",
            Self::AwsIsoE => "aws-iso-e",
            Self::AwsIsoF => "aws-iso-f",
        }
    }

    /// Whether the registry of AWS has this region in it.
    pub(super) fn has_region(self, region: &str) -> bool {
        let known = registry::partitions().find(|known| known.name() == self.as_str());
        known.is_some_and(|known| known.regions().any(|name| name == region))
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
        Self::ALL
            .into_iter()
            .find(|partition| partition.as_str() == text)
            .ok_or_else(|| ValueError::new(text, Self::EXPECTED))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_the_registry() {
        let mut ours = Partition::ALL.map(Partition::as_str);
        ours.sort_unstable();
        assert!(registry::partitions().map(registry::Partition::name).eq(ours));
    }
}
