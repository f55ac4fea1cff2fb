//! What `iam-access` proves: of AWS's policies, and beside another decider.

mod beside_z3;
mod versions;

pub(crate) use beside_z3::run as run_beside_z3;
pub(crate) use versions::run;
