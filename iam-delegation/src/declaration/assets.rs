//! A choice of assets.

use super::asset::{Asset, UnknownAsset};
use super::asset::{bit, names};
use std::fmt;
use std::marker::PhantomData;
use std::ops::BitOr;
use std::str::FromStr;

/// A choice of at least one [`Asset`], with [what it brings along](Asset::brings).
///
/// Read from text as names parted by commas.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Assets<A> {
    // INVARIANT: at least one bit of an asset, no other bits; all that the assets bring along.
    bits: u32,
    assets: PhantomData<A>,
}

impl<A: Asset> Assets<A> {
    /// Every asset.
    pub const ALL: Self = {
        assert!(!A::ALL.is_empty() && A::ALL.len() <= 32, "a product has 1 to 32 assets");
        Self { bits: u32::MAX >> (32 - A::ALL.len()), assets: PhantomData }
    };

    /// `asset`, and what it brings along.
    #[must_use]
    pub fn of(asset: A) -> Self {
        let mut bits = bit(asset);
        let mut new = vec![asset];
        while let Some(asset) = new.pop() {
            for &brought in asset.brings() {
                if bits & bit(brought) == 0 {
                    bits |= bit(brought);
                    new.push(brought);
                }
            }
        }
        Self { bits, assets: PhantomData }
    }

    /// Every choice that a customer can make, in the order of the bits of their assets.
    pub fn every_choice() -> impl Iterator<Item = Self> {
        let all = u64::from(Self::ALL.bits);
        (1..=all).filter_map(|bits| {
            let bits = u32::try_from(bits).ok()?;
            let choice = Self { bits, assets: PhantomData };
            let brought = choice.iter().fold(0, |sum, asset| sum | Self::of(asset).bits);
            (brought == bits).then_some(choice)
        })
    }

    /// These, and `asset`, with what it brings along.
    #[must_use]
    pub fn and(self, asset: A) -> Self {
        self | Self::of(asset)
    }

    /// Whether `asset` is among these.
    #[must_use]
    pub fn contains(self, asset: A) -> bool {
        self.bits & bit(asset) != 0
    }

    /// Each of these, in the order of [`Asset::ALL`].
    pub fn iter(self) -> impl Iterator<Item = A> {
        A::ALL.iter().copied().filter(move |&asset| self.contains(asset))
    }

    pub(crate) const fn bits(self) -> u32 {
        self.bits
    }
}

impl<A: Asset> From<A> for Assets<A> {
    fn from(asset: A) -> Self {
        Self::of(asset)
    }
}

impl<A: Asset, B: Into<Self>> BitOr<B> for Assets<A> {
    type Output = Self;

    fn bitor(self, other: B) -> Self {
        Self { bits: self.bits | other.into().bits, assets: PhantomData }
    }
}

impl<A: Asset> fmt::Display for Assets<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&names(&self.iter().collect::<Vec<_>>()))
    }
}

impl<A: Asset> fmt::Debug for Assets<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<A: Asset> FromStr for Assets<A> {
    type Err = AssetsError;

    /// Reads names parted by commas: `ec2,s3`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        let assets =
            names.map(|name| A::from_name(name).map(Self::of).map_err(AssetsError::Unknown));
        let empty = || Err(AssetsError::Empty { known: Self::ALL.to_string() });
        assets.reduce(|all, one| Ok(all? | one?)).unwrap_or_else(empty)
    }
}

/// Why text is no choice of assets.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AssetsError {
    /// No name at all.
    Empty {
        /// The names that there are, parted by commas.
        known: String,
    },
    /// A name that no asset has: the first such.
    Unknown(UnknownAsset),
}

impl fmt::Display for AssetsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { known } => write!(f, "no asset is named; the assets are {known}"),
            Self::Unknown(unknown) => unknown.fmt(f),
        }
    }
}

impl std::error::Error for AssetsError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Source;

    #[test]
    fn what_is_brought_along_is_there() {
        assert!(Assets::of(Source::Invoices).contains(Source::Buckets));
        assert_eq!(Assets::of(Source::Buckets) | Source::Invoices, Assets::ALL);
        assert_eq!("invoices".parse(), Ok(Assets::<Source>::ALL));
        let choices: Vec<_> = Assets::<Source>::every_choice().collect();
        assert_eq!(choices, [Assets::of(Source::Buckets), Assets::ALL]);
    }

    #[test]
    fn names_part_at_commas() {
        assert_eq!(" BUCKETS , invoices,".parse(), Ok(Assets::of(Source::Invoices)));
        assert!(matches!(" ,".parse::<Assets<Source>>(), Err(AssetsError::Empty { .. })));
        let unknown = "buckets,ledgers".parse::<Assets<Source>>().unwrap_err();
        assert_eq!(
            unknown.to_string(),
            "no asset is called `ledgers`; the assets are buckets, invoices"
        );
    }
}
