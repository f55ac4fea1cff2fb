//! What a product can work on.

use std::fmt::{self, Debug, Display};
use std::hash::Hash;

/// Something that a product works on, and that a customer picks: what it needs in the account hangs
/// on what is picked.
///
/// An enum with one variant for each.
///
/// # Examples
///
/// ```
/// use iam_delegation::{Asset, Assets};
/// use std::fmt;
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
/// enum Source {
///     Buckets,
///     Invoices,
/// }
///
/// impl Asset for Source {
///     const ALL: &'static [Self] = &[Self::Buckets, Self::Invoices];
///
///     fn name(self) -> &'static str {
///         match self {
///             Self::Buckets => "buckets",
///             Self::Invoices => "invoices",
///         }
///     }
///
///     fn description(self) -> &'static str {
///         match self {
///             Self::Buckets => "S3 buckets",
///             Self::Invoices => "invoices, which are kept in buckets",
///         }
///     }
///
///     fn brings(self) -> &'static [Self] {
///         match self {
///             Self::Buckets => &[],
///             Self::Invoices => &[Self::Buckets],
///         }
///     }
/// }
///
/// assert_eq!(Assets::of(Source::Invoices).to_string(), "buckets, invoices");
/// assert!("ledgers".parse::<Assets<Source>>().is_err());
/// ```
pub trait Asset: Copy + Debug + Eq + Hash + 'static {
    /// Each of them, 32 at most, in the order in which people read them.
    const ALL: &'static [Self];

    /// Its name on a command line: `s3`.
    fn name(self) -> &'static str;

    /// What it is, in a few words.
    fn description(self) -> &'static str;

    /// Other names that it is understood by.
    fn other_names(self) -> &'static [&'static str] {
        &[]
    }

    /// What has to be picked along with it.
    fn brings(self) -> &'static [Self] {
        &[]
    }

    /// The asset with this name, in any letter case.
    ///
    /// # Errors
    ///
    /// No asset has the name.
    fn from_name(text: &str) -> Result<Self, UnknownAsset> {
        let spells = |asset: &Self| {
            let mut names = asset.other_names().iter().copied().chain([asset.name()]);
            names.any(|name| name.eq_ignore_ascii_case(text))
        };
        let found = Self::ALL.iter().copied().find(spells);
        found.ok_or_else(|| UnknownAsset { text: text.to_owned(), known: names(Self::ALL) })
    }
}

/// The bit that stands for an asset.
pub(crate) fn bit<A: Asset>(asset: A) -> u32 {
    let index = A::ALL.iter().position(|&other| other == asset).unwrap_or_default();
    1 << index
}

/// The names of assets, parted by commas.
pub(crate) fn names<A: Asset>(assets: &[A]) -> String {
    assets.iter().map(|asset| asset.name()).collect::<Vec<_>>().join(", ")
}

/// Text that names no [`Asset`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownAsset {
    text: String,
    known: String,
}

impl Display for UnknownAsset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { text, known } = self;
        write!(f, "no asset is called `{}`; the assets are {known}", text.escape_debug())
    }
}

impl std::error::Error for UnknownAsset {}
