//! A choice of assets.

use crate::{Asset, UnknownAsset};
use std::fmt;
use std::ops::BitOr;
use std::str::FromStr;

/// A choice of at least one [`Asset`].
///
/// Whatever the way it is made, [`Asset::MsSql`] brings [`Asset::Ec2`] along, as it does when the
/// vendor connects an account: without it the inventory policy would be empty.
///
/// # Examples
///
/// ```
/// use clumio_policies::{Asset, Assets};
/// let chosen = Asset::S3 | Asset::MsSql;
/// assert!(chosen.contains(Asset::Ec2));
/// assert_eq!(chosen.to_string(), "ec2, s3, mssql");
/// assert_eq!("mssql,s3".parse(), Ok(chosen));
///
/// const DATABASES: Assets = Assets::of(Asset::Rds).and(Asset::DynamoDb);
/// assert_eq!(DATABASES | Asset::Ec2 | Asset::S3 | Asset::MsSql, Assets::ALL);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Assets {
    // INVARIANT: at least one bit of an asset, no other bits; `MsSql` only with `Ec2`.
    bits: u8,
}

impl Assets {
    /// Every asset.
    pub const ALL: Self =
        Self::of(Asset::MsSql).and(Asset::Rds).and(Asset::DynamoDb).and(Asset::S3);

    /// `asset`, and what it brings along.
    #[must_use]
    pub const fn of(asset: Asset) -> Self {
        let brought = match asset {
            Asset::MsSql => Asset::Ec2.bit(),
            Asset::Ec2 | Asset::Rds | Asset::DynamoDb | Asset::S3 => 0,
        };
        Self { bits: asset.bit() | brought }
    }

    /// These, and `asset`. What `|` does, for constants.
    #[must_use]
    pub const fn and(self, asset: Asset) -> Self {
        Self { bits: self.bits | Self::of(asset).bits }
    }

    /// Whether `asset` is among these.
    #[must_use]
    pub const fn contains(self, asset: Asset) -> bool {
        self.bits & asset.bit() != 0
    }

    /// Each of these, in the order of [`Asset::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Asset> {
        Asset::ALL.into_iter().filter(move |&asset| self.contains(asset))
    }

    pub(crate) const fn bits(self) -> u8 {
        self.bits
    }
}

impl From<Asset> for Assets {
    fn from(asset: Asset) -> Self {
        Self::of(asset)
    }
}

impl<A: Into<Self>> BitOr<A> for Assets {
    type Output = Self;

    fn bitor(self, other: A) -> Self {
        Self { bits: self.bits | other.into().bits }
    }
}

impl BitOr<Assets> for Asset {
    type Output = Assets;

    fn bitor(self, other: Assets) -> Assets {
        other | self
    }
}

impl fmt::Display for Assets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, asset) in self.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            asset.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Assets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl FromStr for Assets {
    type Err = AssetsError;

    /// Reads names parted by commas: `ec2,s3`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        let assets = names.map(|name| name.parse().map(Self::of).map_err(AssetsError::Unknown));
        assets.reduce(|all, one| Ok(all? | one?)).unwrap_or(Err(AssetsError::Empty))
    }
}

/// Why text is no choice of assets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AssetsError {
    /// No name at all.
    Empty,
    /// A name that no asset has: the first such.
    Unknown(UnknownAsset),
}

impl fmt::Display for AssetsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "no asset is named; the assets are {}", Assets::ALL),
            Self::Unknown(unknown) => unknown.fmt(f),
        }
    }
}

impl std::error::Error for AssetsError {}

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
    fn names_part_at_commas() {
        assert_eq!(" EC2/EBS , s3,".parse(), Ok(Asset::Ec2 | Asset::S3));
        assert_eq!(" ,".parse::<Assets>(), Err(AssetsError::Empty));
        assert!(matches!("s3,efs".parse::<Assets>(), Err(AssetsError::Unknown(_))));
    }
}
