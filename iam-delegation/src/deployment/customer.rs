//! The values of one customer.

use super::account_id::AccountId;
use super::partition::Partition;
use super::region::Region;

/// The values that one customer has for the parameters of a product.
///
/// Its types should hold only what fits: [`AccountId`], [`ExternalId`](super::ExternalId) and the like,
/// or what [`text_value!`](crate::text_value) declares.
pub trait Deployment {
    /// `AWS::Partition`.
    fn partition(&self) -> Partition;

    /// `AWS::Region`.
    fn region(&self) -> &Region;

    /// `AWS::AccountId`: the customer's account.
    fn account(&self) -> &AccountId;

    /// The value of a [`Parameter`](crate::Parameter); none for its default, and for what follows
    /// from the region.
    fn value(&self, parameter: &str) -> Option<String>;
}
