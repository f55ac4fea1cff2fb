//! Where a set is put: the values of its parameters.

mod account_id;
mod customer;
mod external_id;
mod iam_path;
mod partition;
mod region;
mod stack_name;
mod value;

pub use account_id::AccountId;
pub use customer::Deployment;
pub use external_id::ExternalId;
pub use iam_path::IamPath;
pub use partition::Partition;
pub use region::Region;
pub use stack_name::StackName;
pub use value::ValueError;
