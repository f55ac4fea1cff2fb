//! What Clumio can protect.

use crate::for_clumio::Assets;
use iam_delegation::UnknownAsset;
use std::fmt;
use std::ops::BitOr;
use std::str::FromStr;

/// Something that Clumio protects, and that a customer picks when connecting an account.
///
/// Read from text in any letter case, by [`name`](Self::name) or by the name that the vendor's
/// interface uses (`ec2/ebs`, `ec2mssql`).
///
/// # Examples
///
/// ```
/// use clumio_policies::Asset;
/// assert_eq!("ec2/ebs".parse(), Ok(Asset::Ec2));
/// assert_eq!(Asset::MsSql.to_string(), "mssql");
/// assert_eq!(
///     "efs".parse::<Asset>().unwrap_err().to_string(),
///     "no asset is called `efs`; the assets are ec2, rds, dynamodb, s3, mssql",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Asset {
    /// EC2 instances and EBS volumes: one choice.
    Ec2,
    /// RDS instances and Aurora clusters.
    Rds,
    /// DynamoDB tables.
    DynamoDb,
    /// S3 buckets.
    S3,
    /// SQL Server on EC2 instances. Brings [`Ec2`](Self::Ec2) along, as it does when the vendor
    /// connects an account: without it the inventory policy would be empty.
    MsSql,
}

impl Asset {
    /// Each asset, in the order of the vendor's document.
    pub const ALL: [Self; 5] = [Self::Ec2, Self::Rds, Self::DynamoDb, Self::S3, Self::MsSql];

    /// The name of this crate for it: `ec2`, `rds`, `dynamodb`, `s3` or `mssql`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ec2 => "ec2",
            Self::Rds => "rds",
            Self::DynamoDb => "dynamodb",
            Self::S3 => "s3",
            Self::MsSql => "mssql",
        }
    }

    /// The name that the vendor's interface gives it: `ec2/ebs`, `ec2mssql`, or as ours.
    ///
    /// Source: models of the vendor's public Python SDK
    #[must_use]
    pub const fn api_name(self) -> &'static str {
        match self {
            Self::Ec2 => "ec2/ebs",
            Self::MsSql => "ec2mssql",
            Self::Rds | Self::DynamoDb | Self::S3 => self.name(),
        }
    }

    /// What is protected, in a few words.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::Ec2 => "EC2 instances and EBS volumes",
            Self::Rds => "RDS instances and Aurora clusters",
            Self::DynamoDb => "DynamoDB tables",
            Self::S3 => "S3 buckets",
            Self::MsSql => "SQL Server on EC2; brings ec2 along",
        }
    }
}

impl iam_delegation::Asset for Asset {
    const ALL: &'static [Self] = &Self::ALL;

    fn name(self) -> &'static str {
        self.name()
    }

    fn description(self) -> &'static str {
        self.description()
    }

    fn other_names(self) -> &'static [&'static str] {
        match self {
            Self::Ec2 => const { &[Self::Ec2.api_name()] },
            Self::MsSql => const { &[Self::MsSql.api_name()] },
            Self::Rds | Self::DynamoDb | Self::S3 => &[],
        }
    }

    fn brings(self) -> &'static [Self] {
        match self {
            Self::MsSql => &[Self::Ec2],
            Self::Ec2 | Self::Rds | Self::DynamoDb | Self::S3 => &[],
        }
    }
}

impl fmt::Display for Asset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Asset {
    type Err = UnknownAsset;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        iam_delegation::Asset::from_name(text)
    }
}

impl BitOr for Asset {
    type Output = Assets;

    fn bitor(self, other: Self) -> Assets {
        Assets::of(self).and(other)
    }
}

impl BitOr<Assets> for Asset {
    type Output = Assets;

    fn bitor(self, other: Assets) -> Assets {
        other | self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sql_server_is_never_without_ec2() {
        for assets in [Asset::MsSql.into(), Assets::of(Asset::S3).and(Asset::MsSql)] {
            assert!(Assets::contains(assets, Asset::Ec2));
        }
        assert_eq!(Asset::MsSql | Asset::Ec2, Assets::of(Asset::MsSql));
        assert_eq!("mssql".parse(), Ok(Assets::of(Asset::MsSql)));
    }

    #[test]
    fn the_vendor_s_names_are_understood() {
        assert_eq!(" EC2/EBS , s3,".parse(), Ok(Asset::Ec2 | Asset::S3));
        assert_eq!((Asset::S3 | Asset::MsSql).to_string(), "ec2, s3, mssql");
    }
}
