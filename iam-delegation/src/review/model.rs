//! The whole of it: what there is, and which assets are switched on.

use super::entity::{DocumentView, RoleView, RuleView, TopicView};
use super::measure::Measure;
use super::policy::{PolicyView, Reading};
use crate::declaration::{Asset, Assets, Parameter, Presence, Product, bit};
use crate::set::{PolicySet, Stage};

/// A set, as reviewers see it.
#[derive(Clone, Debug)]
pub(super) struct Review {
    /// What the product is called.
    pub(super) product: &'static str,
    /// The assets that can be switched on and off.
    pub(super) assets: Vec<AssetView>,
    /// The bits of those that are on.
    pub(super) chosen: u32,
    /// How lengths are counted: in one way if there are no parameters, else once a partition.
    pub(super) measures: Vec<Measure>,
    pub(super) roles: Vec<RoleView>,
    pub(super) topics: Vec<TopicView>,
    pub(super) rules: Vec<RuleView>,
    pub(super) documents: Vec<DocumentView>,
    /// What the deployment has to give; none if the set is resolved.
    pub(super) parameters: Vec<Parameter>,
}

/// An asset.
#[derive(Clone, Copy, Debug)]
pub(super) struct AssetView {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) bit: u32,
    /// Its bit, and those of all that it brings along.
    #[cfg(feature = "html")]
    pub(super) with_brought: u32,
}

impl Review {
    /// The set, with `chosen` of its assets switched on.
    pub(super) fn new<P: Product, S: Stage>(
        set: &PolicySet<P, S>,
        chosen: Assets<P::Asset>,
    ) -> Self {
        let is_template = S::HAS_PARAMETERS;
        let measures = if is_template {
            Measure::longest_in_each(P::PARAMETERS)
        } else {
            vec![Measure::exact()]
        };
        let reading = Reading { measures: &measures, is_template };
        let assets = set.assets().iter().map(|asset| AssetView {
            name: asset.name(),
            description: asset.description(),
            bit: bit(asset),
            #[cfg(feature = "html")]
            with_brought: Assets::of(asset).bits(),
        });
        let topics: Vec<_> =
            set.topics().iter().map(|topic| TopicView::new(topic, reading)).collect();
        Self {
            product: P::NAME,
            assets: assets.collect(),
            chosen: chosen.bits(),
            roles: set.roles().iter().map(|role| RoleView::new(role, reading)).collect(),
            rules: set.rules().iter().map(|rule| RuleView::new(rule, &topics)).collect(),
            topics,
            documents: set.ssm_documents().iter().map(DocumentView::new).collect(),
            parameters: if is_template { P::PARAMETERS.to_vec() } else { Vec::new() },
            measures,
        }
    }

    /// The bits of all its assets.
    #[cfg(feature = "html")]
    pub(super) fn everything(&self) -> u32 {
        self.assets.iter().fold(0, |bits, asset| bits | asset.bit)
    }

    /// The names of those of its assets that are among `bits`.
    pub(super) fn names_of(&self, bits: u32) -> Vec<&'static str> {
        let among = self.assets.iter().filter(|asset| asset.bit & bits != 0);
        among.map(|asset| asset.name).collect()
    }

    /// Each policy, whatever brings it in.
    pub(super) fn all_policies(&self) -> impl Iterator<Item = OwnedPolicy<'_>> {
        let of_roles = self.roles.iter().flat_map(|role| {
            role.policies().map(|policy| OwnedPolicy {
                #[cfg(feature = "html")]
                owner: role.entity,
                with: role.presence,
                policy,
            })
        });
        let of_topics = self.topics.iter().map(|topic| OwnedPolicy {
            #[cfg(feature = "html")]
            owner: topic.entity,
            with: topic.presence,
            policy: &topic.policy,
        });
        of_roles.chain(of_topics)
    }

    /// Each policy that the assets in `bits` bring in.
    pub(super) fn policies_in(&self, bits: u32) -> impl Iterator<Item = &PolicyView> {
        self.all_policies().filter(move |owned| owned.is_in(bits)).map(|owned| owned.policy)
    }
}

/// A policy, and whose it is.
#[derive(Clone, Copy)]
pub(super) struct OwnedPolicy<'r> {
    /// The role or topic.
    #[cfg(feature = "html")]
    pub(super) owner: &'static str,
    /// What brings in the role or topic.
    pub(super) with: Presence,
    pub(super) policy: &'r PolicyView,
}

impl OwnedPolicy<'_> {
    pub(super) fn is_in(self, bits: u32) -> bool {
        self.with.is_in(bits) && self.policy.presence.is_in(bits)
    }
}
