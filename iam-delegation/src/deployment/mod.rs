//! Where a set is put: the values of its parameters.

mod account_id;
mod external_id;
mod iam_path;
mod partition;
mod region;
mod stack_name;
mod value;

pub use account_id::AccountId;
pub use external_id::ExternalId;
pub use iam_path::IamPath;
pub use partition::Partition;
pub use region::Region;
pub use stack_name::StackName;
pub use value::ValueError;

/// The values that one customer has for the parameters of a product.
///
/// Its types should hold only what fits: [`AccountId`], [`ExternalId`] and the like, or what
/// [`text_value!`](crate::text_value) declares.
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
