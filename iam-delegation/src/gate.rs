//! When something is there at all.

use crate::asset::bit;
use crate::{Asset, Assets};

/// The choices of assets that bring something in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "declarations are written with these two forms")]
pub enum Gate<A: 'static> {
    /// Every choice does.
    Always,
    /// Those do that have one of these.
    AnyOf(&'static [A]),
}

impl<A: Asset> Gate<A> {
    /// Whether `assets` bring in what is behind the gate.
    #[must_use]
    pub fn opens_for(self, assets: Assets<A>) -> bool {
        self.presence().is_in(assets.bits())
    }

    pub(crate) fn presence(self) -> Presence {
        match self {
            Self::Always => Presence::ALWAYS,
            Self::AnyOf(assets) => {
                Presence { any_of: assets.iter().fold(0, |bits, &asset| bits | bit(asset)) }
            }
        }
    }
}

/// A [`Gate`] that has forgotten the product: any of some assets, or always.
///
/// What an entry of a set carries, so that a page can show it for one choice of assets and hide it
/// for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Presence {
    // The bits of assets; none for always.
    any_of: u32,
}

impl Presence {
    pub(crate) const ALWAYS: Self = Self { any_of: 0 };

    /// The assets any of which brings it in; none if it is always there.
    pub fn assets<A: Asset>(self) -> impl Iterator<Item = A> {
        A::ALL.iter().copied().filter(move |&asset| self.any_of & bit(asset) != 0)
    }

    /// Whether every choice of assets brings it in.
    #[must_use]
    pub const fn is_always(self) -> bool {
        self.any_of == 0
    }

    /// The bits of the assets any of which brings it in; none for always.
    #[cfg(feature = "html")]
    pub(crate) const fn bits(self) -> u32 {
        self.any_of
    }

    /// For any assets, even none, and even without what they bring along: what one asset adds is
    /// found by leaving just that one out.
    pub(crate) const fn is_in(self, bits: u32) -> bool {
        self.is_always() || self.any_of & bits != 0
    }
}
