//! The set itself.

use super::added;
use super::contents::Contents;
use super::entry::{
    AddedStatement, PolicyEntry, RoleEntry, RuleEntry, SsmDocumentEntry, StatementEntry, TopicEntry,
};
use super::stage::{Stage, WithParameters};
use crate::declaration::{Assets, Product, bit};
use std::marker::PhantomData;

/// The roles, policies, topics and event rules that a product needs for some assets.
///
/// At first policies and names hold template parameters, in CloudFormation's notation:
/// `${AWS::Region}`, `${Token}`. [`resolve`](Self::resolve) puts values in their place; what it
/// returns is of another type, so that a set with parameters is not taken for one without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicySet<P: Product, S: Stage = WithParameters> {
    pub(super) assets: Assets<P::Asset>,
    pub(super) contents: Contents<S>,
    /// The actions that are left out since no service answers them any more.
    pub(super) left_out: Vec<String>,
    pub(super) product: PhantomData<P>,
}

impl<P: Product> PolicySet<P> {
    /// What `assets` need: one asset, or several, parted by `|`.
    #[must_use]
    pub fn for_assets(assets: impl Into<Assets<P::Asset>>) -> Self {
        let assets = assets.into();
        let contents = Contents::brought_in_by::<P>(assets.bits());
        Self { assets, contents, left_out: Vec::new(), product: PhantomData }
    }

    /// The statements that are there because of `asset`, and would not be without it.
    ///
    /// Of a statement that is there anyway but names more resources with `asset`, the statement
    /// with those resources. If the set does not have `asset`, what it would gain by it, with what
    /// the asset brings along.
    #[must_use]
    pub fn statements_added_by(&self, asset: P::Asset) -> Vec<AddedStatement> {
        let with = self.assets.and(asset).bits();
        let without =
            if self.assets.contains(asset) { with & !bit(asset) } else { self.assets.bits() };
        added::between(&Contents::brought_in_by::<P>(without), &Contents::brought_in_by::<P>(with))
    }
}

impl<P: Product, S: Stage> PolicySet<P, S> {
    /// The assets that this set is for.
    #[must_use]
    pub const fn assets(&self) -> Assets<P::Asset> {
        self.assets
    }

    /// The roles.
    #[must_use]
    pub fn roles(&self) -> &[RoleEntry<S>] {
        &self.contents.roles
    }

    /// The policies of the roles, inline and managed, each with its role.
    pub fn policies(&self) -> impl Iterator<Item = (&RoleEntry<S>, &PolicyEntry<S>)> {
        self.contents.policies()
    }

    /// The topics.
    #[must_use]
    pub fn topics(&self) -> &[TopicEntry<S>] {
        &self.contents.topics
    }

    /// The event rules.
    #[must_use]
    pub fn rules(&self) -> &[RuleEntry] {
        &self.contents.rules
    }

    /// The Systems Manager documents.
    #[must_use]
    pub fn ssm_documents(&self) -> &[SsmDocumentEntry] {
        &self.contents.ssm_documents
    }

    /// Each statement of each policy, trust policies and the policies of topics included.
    pub fn statements(&self) -> impl Iterator<Item = StatementEntry<'_>> {
        self.contents.statements()
    }
}
