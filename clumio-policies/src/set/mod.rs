//! Everything that a customer creates for the assets they choose.

mod added;
mod contents;
mod entry;
mod resolve;
mod stage;

use crate::{Asset, Assets};
use contents::Contents;
pub use entry::{
    AddedStatement, PolicyEntry, RoleEntry, RuleEntry, SsmDocumentEntry, StatementEntry, TopicEntry,
};
pub use resolve::{ResolveError, ResolveProblem};
pub use stage::{Resolved, Stage, WithParameters};

/// The roles, policies, topic and event rules that some assets need.
///
/// At first policies and names hold template parameters, in CloudFormation's notation:
/// `${AWS::Region}`, `${Token}`. [`resolve`](Self::resolve) puts values in their place; what it
/// returns is of another type, so that a set with parameters is not taken for one without.
///
/// # Examples
///
/// ```
/// use clumio_policies::{Asset, ClumioPolicySet};
/// let json = ClumioPolicySet::for_assets(Asset::Ec2 | Asset::S3).to_json();
/// assert!(json.contains("ClumioIAMRole-${RegionShort}-${Token}"));
///
/// let databases = ClumioPolicySet::for_assets(Asset::Rds | Asset::DynamoDb);
/// let names: Vec<_> = databases.roles().iter().map(|role| role.entity).collect();
/// assert_eq!(names, ["ClumioIAMRole", "ClumioSupportRole"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClumioPolicySet<S: Stage = WithParameters> {
    assets: Assets,
    contents: Contents<S>,
}

impl ClumioPolicySet {
    /// What `assets` need: an [`Asset`], or several, `Asset::Ec2 | Asset::S3`.
    #[must_use]
    pub fn for_assets(assets: impl Into<Assets>) -> Self {
        let assets = assets.into();
        Self { assets, contents: Contents::brought_in_by(assets.bits()) }
    }

    /// The statements that are there because of `asset`, and would not be without it.
    ///
    /// Of a statement that is there anyway but names more resources with `asset`, the statement
    /// with those resources. If the set does not have `asset`, what it would gain by it, with what
    /// the asset brings along.
    ///
    /// # Examples
    ///
    /// ```
    /// use clumio_policies::{Asset, ClumioPolicySet};
    /// let set = ClumioPolicySet::for_assets(Asset::Ec2);
    /// let added = set.statements_added_by(Asset::S3);
    /// assert!(added.iter().any(|added| added.policy == "ClumioS3RestorePolicy"));
    /// assert!(added.iter().all(|added| added.policy != "ClumioKMSPolicy"));
    /// ```
    #[must_use]
    pub fn statements_added_by(&self, asset: Asset) -> Vec<AddedStatement> {
        let with = self.assets.and(asset).bits();
        let without =
            if self.assets.contains(asset) { with & !asset.bit() } else { self.assets.bits() };
        added::between(&Contents::brought_in_by(without), &Contents::brought_in_by(with))
    }
}

impl<S: Stage> ClumioPolicySet<S> {
    /// The assets that this set is for.
    #[must_use]
    pub const fn assets(&self) -> Assets {
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

    /// The permissions file on one line: what the vendor's interface answers when a connection is
    /// made by hand.
    #[must_use]
    pub fn to_json(&self) -> String {
        crate::file::write(self, crate::json::Layout::Compact)
    }

    /// The permissions file with one item a line.
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        crate::file::write(self, crate::json::Layout::Pretty)
    }
}
