//! What a policy grants, proved, beside what is demanded of it.

mod baseline;
mod granting;
mod prove;
mod told;
mod widest;

pub(crate) use prove::prove;
