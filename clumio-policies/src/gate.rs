//! When something is there at all.

use crate::{Asset, Assets};

/// The choices of assets that bring something in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "the vendor's conditions have these two forms")]
pub enum Gate {
    /// Every choice does.
    Always,
    /// Those do that have one of these.
    AnyOf(&'static [Asset]),
}

impl Gate {
    /// Whether `assets` bring in what is behind the gate.
    #[must_use]
    pub const fn opens_for(self, assets: Assets) -> bool {
        self.opens_for_bits(assets.bits())
    }

    /// As [`opens_for`](Self::opens_for), for any assets, even none, and even SQL Server alone:
    /// what one asset adds is found by leaving just that one out.
    pub(crate) const fn opens_for_bits(self, bits: u8) -> bool {
        let Self::AnyOf(mut assets) = self else { return true };
        while let [asset, rest @ ..] = assets {
            if bits & asset.bit() != 0 {
                return true;
            }
            assets = rest;
        }
        false
    }
}
