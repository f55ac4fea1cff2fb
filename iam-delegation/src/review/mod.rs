//! A set as those see it who have to agree to it: the model that the page and the Markdown are
//! rendered from.
//!
//! Everything about a choice of assets is a function of the bits of its assets, here and, in the same
//! way, in the script of the page.

mod action;
mod condition;
mod counts;
mod entity;
mod findings;
#[cfg(test)]
mod hostile;
#[cfg(feature = "html")]
mod html;
mod level;
mod markdown;
mod measure;
mod phrase;
mod policy;
mod presence;
mod principal;
mod quota;
mod statement;
mod subject;

use crate::declaration::{Asset, Assets, Parameter, Presence, Product, bit};
use crate::set::{PolicySet, Stage};
use entity::{DocumentView, RoleView, RuleView, TopicView};
use measure::Measure;
use policy::{PolicyView, Reading};

/// A set, as reviewers see it.
#[derive(Clone, Debug)]
struct Review {
    /// What the product is called.
    product: &'static str,
    /// The assets that can be switched on and off.
    assets: Vec<AssetView>,
    /// The bits of those that are on.
    chosen: u32,
    /// How lengths are counted: in one way if there are no parameters, else once a partition.
    measures: Vec<Measure>,
    roles: Vec<RoleView>,
    topics: Vec<TopicView>,
    rules: Vec<RuleView>,
    documents: Vec<DocumentView>,
    /// What the deployment has to give; none if the set is resolved.
    parameters: Vec<Parameter>,
}

/// An asset.
#[derive(Clone, Copy, Debug)]
struct AssetView {
    name: &'static str,
    description: &'static str,
    bit: u32,
    /// Its bit, and those of all that it brings along.
    #[cfg(feature = "html")]
    with_brought: u32,
}

impl Review {
    /// The set, with `chosen` of its assets switched on.
    fn new<P: Product, S: Stage>(set: &PolicySet<P, S>, chosen: Assets<P::Asset>) -> Self {
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

    /// The names of those of its assets that are among `bits`.
    fn names_of(&self, bits: u32) -> Vec<&'static str> {
        let among = self.assets.iter().filter(|asset| asset.bit & bits != 0);
        among.map(|asset| asset.name).collect()
    }

    /// Each policy, whatever brings it in.
    fn all_policies(&self) -> impl Iterator<Item = OwnedPolicy<'_>> {
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
    fn policies_in(&self, bits: u32) -> impl Iterator<Item = &PolicyView> {
        self.all_policies().filter(move |owned| owned.is_in(bits)).map(|owned| owned.policy)
    }
}

/// A policy, and whose it is.
#[derive(Clone, Copy)]
struct OwnedPolicy<'r> {
    /// The role or topic.
    #[cfg(feature = "html")]
    owner: &'static str,
    /// What brings in the role or topic.
    with: Presence,
    policy: &'r PolicyView,
}

impl OwnedPolicy<'_> {
    fn is_in(self, bits: u32) -> bool {
        self.with.is_in(bits) && self.policy.presence.is_in(bits)
    }
}
