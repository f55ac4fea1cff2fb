//! What has to be chosen for something to be there.

use crate::declaration::Presence;

/// Several presences, all of which have to be met; what stands around it comes on top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct All(pub(super) Vec<Presence>);

impl All {
    pub(super) fn of(presences: impl IntoIterator<Item = Presence>) -> Self {
        let mut all: Vec<Presence> = Vec::new();
        for presence in presences {
            if !presence.is_always() && !all.contains(&presence) {
                all.push(presence);
            }
        }
        Self(all)
    }

    pub(crate) fn is_in(&self, bits: u32) -> bool {
        self.0.iter().all(|presence| presence.is_in(bits))
    }
}

impl From<Presence> for All {
    fn from(presence: Presence) -> Self {
        Self::of([presence])
    }
}
