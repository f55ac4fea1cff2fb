//! What a vendor declares, once.

use super::{Asset, EventRule, NamePattern, Parameter, Role, SsmDocument, Topic};
use crate::deployment::Deployment;
use std::fmt::Debug;

/// A product that works in the accounts of its vendor's customers, and all that it needs there.
///
/// Implemented by a type without fields. Everything else follows from these constants: the sets of
/// [`PolicySet`](crate::PolicySet) for each choice of assets, the permissions file, the templates, the
/// page and the checks of quotas.
///
/// `examples/second_vendor.rs` of the workspace declares a small product from start to end.
pub trait Product: Copy + Debug + Eq + 'static {
    /// What the product can work on.
    type Asset: Asset;

    /// The values that one customer gives.
    type Deployment: Deployment;

    /// What the product, or its vendor, is called: `Clumio`.
    const NAME: &'static str;

    /// Below which roles, managed policies and instance profiles are created.
    const PATH: NamePattern = NamePattern::new("/");

    /// The tags of every role: names and values.
    const TAGS: &'static [(&'static str, &'static str)] = &[];

    /// Each parameter that names and policies hold, but for the
    /// [pseudo parameters](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html)
    /// `AWS::Partition`, `AWS::Region` and `AWS::AccountId`.
    const PARAMETERS: &'static [Parameter];

    /// Each role, in the order in which people read them.
    const ROLES: &'static [Role<Self::Asset>];

    /// Each topic.
    const TOPICS: &'static [Topic<Self::Asset>] = &[];

    /// Each event rule.
    const EVENT_RULES: &'static [EventRule<Self::Asset>] = &[];

    /// Each Systems Manager document.
    const SSM_DOCUMENTS: &'static [SsmDocument<Self::Asset>] = &[];
}
