//! What Clumio can protect.

use crate::Assets;
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
    /// SQL Server on EC2 instances. Brings [`Ec2`](Self::Ec2) along.
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

    pub(crate) const fn bit(self) -> u8 {
        1 << self as u8
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
        let spells = |asset: &Self| {
            [asset.name(), asset.api_name()].iter().any(|name| name.eq_ignore_ascii_case(text))
        };
        Self::ALL.into_iter().find(spells).ok_or_else(|| UnknownAsset { text: text.to_owned() })
    }
}

impl BitOr for Asset {
    type Output = Assets;

    fn bitor(self, other: Self) -> Assets {
        Assets::of(self).and(other)
    }
}

/// Text that names no [`Asset`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownAsset {
    text: String,
}

impl fmt::Display for UnknownAsset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text.escape_debug();
        write!(f, "no asset is called `{text}`; the assets are {}", Assets::ALL)
    }
}

impl std::error::Error for UnknownAsset {}
