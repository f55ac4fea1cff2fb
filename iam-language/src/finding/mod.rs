//! What a check says, and where.

mod finding_type;
mod fix;
mod found;
mod thousands;

pub use finding_type::FindingType;
pub use fix::{Applicability, Edit, Fix};
pub use found::Finding;
#[doc(hidden)]
pub use thousands::thousands;
